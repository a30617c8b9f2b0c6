interface Declaring {
  readonly test: jest.It
  readonly describe: jest.Describe
}

/** `test` and `describe`; where something is not possible, skipped ones whose names say why: CI refuses all others. */
export function onlyIf(possible: boolean, otherwise: string): Declaring {
  if (possible) return { test, describe }
  return { test: skipped(test.skip, otherwise), describe: skipped(describe.skip, otherwise) }
}

function skipped<T extends jest.It | jest.Describe>(skip: T, reason: string): T {
  const named =
    (declare: (name: string, ...rest: unknown[]) => unknown) =>
    (name: string, ...rest: unknown[]) =>
      declare(`${name} (skipped: ${reason})`, ...rest)
  const each = (...table: Parameters<typeof skip.each>) => named(skip.each(...table) as never)
  return Object.assign(named(skip as never), { each }) as unknown as T
}
