/** One default of a stage file: the value, and where the number comes from. */
interface Default<T> {
  readonly value: T;
  readonly source: string;
}

/** One row of a table of defaults. */
export const row = <const T>(value: T, source: string): Default<T> => ({ value, source });
