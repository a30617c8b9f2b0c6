/** True for the prototype of a class and of everything that extends it. */
export function extendsClass(prototype: object, parent: { readonly prototype: object }): boolean {
  return prototype === parent.prototype || Object.prototype.isPrototypeOf.call(parent.prototype, prototype)
}

/** The prototype in this chain that defines a method: of the class itself, whatever extends it. */
export function definerOf(prototype: object, method: PropertyKey): object | undefined {
  for (
    let each: object | null = prototype;
    each !== null;
    each = Object.getPrototypeOf(each) as object | null
  ) {
    if (Object.hasOwn(each, method)) return each
  }
  return undefined
}
