/** DynamoDB tables. */
export { Tables, type TablesArgs } from "./tables";
export { DataTable, type DataTableArgs } from "./dataTable";
