/** DynamoDB tables. */
export { DataTable } from "./dataTable";
export type { DynamoTableArgs } from "./dynamoTable";
export { Tables, type TablesArgs } from "./tables";
