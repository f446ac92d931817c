/** DynamoDB tables. */
export { storefrontTables, Tables, type TablesArgs } from "./tables";
