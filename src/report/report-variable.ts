/** Names the file in which a command looks for the report of the Jest that it has started. */
export const reportVariable = 'JEST_LEAKGUARD_REPORT'
