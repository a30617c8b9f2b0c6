/** What the process exit codes of `leakguard` mean; 64 and 70 are those of sysexits.h. */
export const exitCode = { clean: 0, leaks: 1, incomplete: 2, usage: 64, internal: 70 } as const
