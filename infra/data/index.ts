/** DynamoDB tables. */
export { storefrontTables, Tables, type TablesArgs } from "./tables";
export { DataTable, type DataTableArgs } from "./dataTable";
