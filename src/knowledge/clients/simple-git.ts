import type { PackageKnowledge } from '../package-knowledge'

export const simpleGit: PackageKnowledge = {
  package: 'simple-git',
  link: 'https://github.com/steveukx/git-js/blob/main/docs/PLUGIN-ABORT-CONTROLLER.md',
  close: '`controller.abort()` of the `AbortController` whose signal `simpleGit({ abort })` was given',
}
