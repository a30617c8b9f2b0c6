const themes = ['system', 'light', 'dark'] as const
const key = 'jest-leakguard-theme'

/** The button that goes through the themes; the choice is kept where the browser lets a file keep anything. */
export function installTheme(button: HTMLButtonElement): void {
  let current = Math.max(
    0,
    themes.findIndex((theme) => theme === stored()),
  )
  const apply = (): void => {
    const theme = themes[current] ?? 'system'
    document.documentElement.dataset['theme'] = theme
    button.textContent = `Theme: ${theme}`
  }
  button.addEventListener('click', () => {
    current = (current + 1) % themes.length
    apply()
    try {
      localStorage.setItem(key, themes[current] ?? 'system')
    } catch {
      // A page in a sandbox has no storage.
    }
  })
  apply()
}

function stored(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
