/** A request to paste into a shell, with the status it answers and what makes it so. */
export interface Example {
  readonly status: number;
  readonly condition: string;
  readonly command: string;
}
