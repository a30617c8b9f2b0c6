import type { PackageKnowledge } from '../package-knowledge'

export const chokidar: PackageKnowledge = {
  package: 'chokidar',
  link: 'https://github.com/paulmillr/chokidar#methods--events',
  close: '`await watcher.close()`',
  lazyObjects: [{ maker: /^at new FSWatcher \(.*[\\/]node_modules[\\/]chokidar[\\/]/ }],
  makes: [
    { name: 'watch', close: ['close'] },
    { name: 'FSWatcher', close: ['close'], opens: ['add'] },
  ],
}
