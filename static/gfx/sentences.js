// The sentences of the pictures by language. They are those of words/gfx.*.json:
// the served bundle has them in the place of this table.

/** @type {Record<string, Record<string, string>>} */
export const sentences = {};
