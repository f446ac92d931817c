/** Something that the program declares and the rehearsal does not execute. */
export interface Notice {
  readonly urn: string;
  readonly property: string;
  /** One sentence: what is not executed, and what happens instead. */
  readonly message: string;
  /** What is not executed, in a few words, as start-up names it. @default the first clause of the message */
  readonly short?: string;
}
