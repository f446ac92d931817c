/** Body of a page in version 1: the cursor of the next one beside the items. */
export const page = <T>(items: readonly T[], nextCursor: string | undefined) =>
  nextCursor === undefined ? { items } : { items, nextCursor };
