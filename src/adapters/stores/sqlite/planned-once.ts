/**
 * The same statement, planned when it is prepared and never again. SQLite plans anew when a bound value might ask for another plan, as
 * `column = ?` might with 0 and 1, and better-sqlite3 lets go of the values after each call, which counts as a change: three quarters of a
 * short read went into planning. A plus before a parameter changes nothing but that SQLite does not look at its value.
 */
export function plannedOnce(sql: string): string {
  return sql.replace(/'[^']*'|\?|:[a-z]\w*/gi, (found) => (found.startsWith("'") ? found : `+${found}`));
}
