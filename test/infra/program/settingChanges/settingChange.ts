/** Settings, and everything that a change of them changes in stage prod. */
export interface SettingChange {
  /** Key below `gatehouse:stage` → a value that prod does not have. Several only where one alone says nothing. */
  readonly set: Readonly<Record<string, unknown>>;
  /**
   * `<kind> <type> <name> <property>`; `*` stands for any part of a name. After ` => ` stands what the property holds
   * afterwards and did not before, after ` => no ` what it has lost, so that several keys of one property each have to
   * prove themselves.
   */
  readonly changes: readonly string[];
}
