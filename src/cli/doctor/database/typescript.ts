import { readFileSync } from 'node:fs'
import { createRequire, Module } from 'node:module'
import { join } from 'node:path'

/** The parts of the project's `typescript` that are used. */
interface TypeScript {
  transpileModule(
    source: string,
    options: { readonly compilerOptions: object; readonly fileName: string },
  ): { readonly outputText: string }
}

interface Loaded {
  _compile(source: string, file: string): unknown
}

type Extensions = Record<string, (module: Loaded, file: string) => void>

/**
 * Lets `require` load TypeScript by the project's own compiler, types unchecked. Does nothing where Node, or a loader in
 * NODE_OPTIONS, does so already.
 */
export function loadTypeScript(cwd: string): void {
  const { _extensions: extensions } = Module as unknown as { readonly _extensions: Extensions }
  if (extensions['.ts'] !== undefined) return
  const compile = (module: Loaded, file: string): void => {
    const typescript = createRequire(join(cwd, 'package.json'))('typescript') as TypeScript
    const { outputText } = typescript.transpileModule(readFileSync(file, 'utf8'), {
      fileName: file,
      // CommonJS, ES2022, and what frameworks with decorators ask for.
      compilerOptions: {
        ...{ module: 1, target: 9, esModuleInterop: true },
        ...{ experimentalDecorators: true, emitDecoratorMetadata: true },
      },
    })
    module._compile(outputText, file)
  }
  for (const extension of ['.ts', '.cts', '.tsx']) extensions[extension] = compile
}
