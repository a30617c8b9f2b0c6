/** By which objects end what they have begun, the surest first. */
const methods = [
  ...['dispose', 'close', 'destroy', 'end', 'stop', 'disconnect', 'shutdown', 'terminate'],
  ...['quit', 'unwatch', 'cancel', 'teardown'],
]

/** `close() {`, `async close() {`, `close: function`, `close = () =>`, `this.close = …`, `X.prototype.close = …` */
const definition = new RegExp(
  `(?<![\\w$])(?<!function )(${methods.join('|')}|\\[Symbol\\.asyncDispose\\])` +
    '\\s*(?:\\([^()]*\\)\\s*\\{|[:=]\\s*(?:async\\b|function\\b|\\())',
  'g',
)

/** What a stack calls functions of no class: those of a module or an object literal. */
const plain: ReadonlySet<string | undefined> = new Set([undefined, 'Object', 'Function', 'module', 'exports'])

/** The class that a function of a stack makes or belongs to, or the function that makes objects. */
function makerIn(fn: string): string | undefined {
  // The engine calls a function that has no name of its own after what it was assigned to: `new exports.Feed`.
  const name = /^(?:new (?:[\w$]+\.)*)?([\w$]+)/.exec(fn)?.[1]
  return plain.has(name) ? undefined : name
}

/**
 * The method that ends an object of a class that is loaded: `methodsOf` knows all of a class, inherited ones too, or
 * without a name the functions of a module, on which `isCalledOn` was called.
 */
export function loadedEndMethod(
  fn: string,
  isCalledOn: boolean,
  methodsOf: (name: string | undefined) => readonly string[],
): string | undefined {
  const name = makerIn(fn)
  if (name === undefined && !isCalledOn) return undefined
  const known = methodsOf(name)
  return methods.find((method) => known.includes(method))
}

/**
 * The method that ends an object, by the source of the package's function that the project has called: `fn` is that
 * function as a stack names it. Undefined where there is none, or not one that must be it.
 */
export function endMethodIn(source: string, fn: string): string | undefined {
  const name = makerIn(fn)
  const region = name === undefined ? undefined : regionOf(source, name)
  const found = namesIn(region ?? source)
  // In all of a file only one that is alone can be meant.
  if (region === undefined) return found.length === 1 ? found[0] : undefined
  return found[0]
}

/** The source without what the called function makes and returns: the object that it was called on has none of that. */
export function withoutMade(source: string, fn: string): string {
  const name = /([\w$]+)(?: \[as [\w$]+\])? \(/.exec(fn)?.[1]
  const made = name === undefined ? undefined : regionOf(source, name)
  return made === undefined ? source : source.replace(made, () => '')
}

function namesIn(text: string): string[] {
  const found = new Set(Array.from(text.matchAll(definition), ([, name = '']) => name))
  return [...methods, '[Symbol.asyncDispose]'].filter((name) => found.has(name))
}

/** The text of a class or of a function that makes objects, with what is put on its prototype. */
function regionOf(source: string, name: string): string | undefined {
  const escaped = name.replaceAll('$', '\\$')
  const start = new RegExp(
    `(?:class|function)\\s+${escaped}\\b|\\b${escaped}\\s*=\\s*(?:class|function|\\()`,
  ).exec(source)
  if (start === null) return undefined
  const prototype = Array.from(
    source.matchAll(new RegExp(`\\b${escaped}\\.prototype\\.(\\w+ ?= ?[^;\\n]*)`, 'g')),
  )
  return [block(source, start.index), ...prototype.map(([, assignment = '']) => assignment)].join('\n')
}

/** The parameters of a function, up to three parentheses deep. */
const parameters = /^[^({]*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)(?=\s*(?:=>|\{))/

/** From here to the brace that closes the first block that is no parameter; braces in strings count. */
function block(source: string, start: number): string {
  const text = source.slice(start)
  let depth = 0
  for (let index = parameters.exec(text)?.[0].length ?? 0; index < text.length; index++) {
    if (text[index] === '{') depth++
    if (text[index] === '}' && --depth === 0) return text.slice(0, index + 1)
  }
  return text
}

/**
 * What ends what a function has begun that a package has made, and the project calls: `save.cancel()`. `fn` is that
 * function as a stack names it.
 */
export function endOfFunction(source: string, fn: string, line: string, column: number): string | undefined {
  const name = /([\w$]+)(?: \[as [\w$]+\])? \(/.exec(fn)?.[1]?.replaceAll('$', '\\$')
  // What was made is called in the same breath, and has no name.
  if (name === undefined || line.includes(')(')) return undefined
  const method = new RegExp(`\\b${name}\\.(cancel|clear|stop|dispose) = `).exec(source)?.[1]
  const called = /^[\w$#]+(?=\()/.exec(line.slice(column - 1))?.[0]
  if (method === undefined || called === undefined) return undefined
  const receiver = /(?:[\w$#]+\.)*$/.exec(line.slice(0, column - 1))?.[0] ?? ''
  return `${receiver}${called}.${method}()`
}

/**
 * What the project calls the object: `cache` of `cache.put(…)`, `client` of `const client = createClient(…)`. `fn` is what
 * it called, as a stack names it.
 */
export function objectNameIn(line: string, column: number, fn: string): string | undefined {
  const before = line.slice(0, callIn(line, column))
  const receiver = /([\w$.#]+)\.$/.exec(before)?.[1]
  const assigned = /([\w$.#]+)\s*(?::[^=]*)?=\s*(?:await\s+)?(?:new\s+)?(?:[\w$]+\.)*$/.exec(before)?.[1]
  if (fn.startsWith('new ')) return assigned
  // A method of an object, not a function among the exports of a module.
  return /^(?!(?:Object|Function|module|exports)\.)[\w$]+\./.test(fn) ? receiver : (assigned ?? receiver)
}

/** Is this a call of one of the object's methods? */
export function isMethodCall(line: string, column: number, object: string): boolean {
  return line.slice(0, callIn(line, column)).endsWith(`${object}.`)
}

/** Where the called name begins, counted from 0: a line that was resumed is that of its `await`. */
function callIn(line: string, column: number): number {
  const awaited = /^await\s+(?:[\w$#]+\.)*(?=[\w$#]+\()/.exec(line.slice(column - 1))
  return column - 1 + (awaited?.[0].length ?? 0)
}
