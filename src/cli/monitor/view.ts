import type { ActivityVerdict, ServerActivity, Tolerance } from '../../verdict/databases/server-activity'
import { activityJson, activityLine, activityPage, troubleLines } from '../../wording/server-activity'
import type { Terminal } from '../../terminal/terminal'
import { Screen } from './screen'

/** Where what a server says is shown. */
export interface View {
  show(activity: ServerActivity, verdict: ActivityVerdict): void
  /** The server could not be asked. */
  problem(reason: string): void
  end(): void
}

export interface ViewOptions {
  readonly terminal: Terminal
  readonly tolerance: Tolerance
  readonly json: boolean
  /** Look follows look. */
  readonly live: boolean
}

export function createView(options: ViewOptions): View {
  if (options.json) return jsonView(options.terminal)
  if (!options.live) return pageView(options)
  return process.stdout.isTTY ? screenView(options) : lineView(options)
}

function jsonView(terminal: Terminal): View {
  return {
    show: (activity, verdict) => terminal.data(activityJson(activity, verdict, new Date())),
    ...onStderr(terminal),
  }
}

/** Everything, and what is wrong with it. */
function pageView({ terminal, tolerance }: ViewOptions): View {
  return {
    show(activity, verdict) {
      const troubles = troubleLines(verdict, tolerance.headroom).map((line) => terminal.style('red', line))
      terminal.data([...activityPage(activity, verdict, terminal), ...troubles].join('\n'))
    },
    ...onStderr(terminal),
  }
}

/** Drawn over what was there before. */
function screenView({ terminal }: ViewOptions): View {
  const screen = new Screen(process.stdout)
  return {
    show: (activity, verdict) =>
      screen.draw([
        clock(),
        ...activityPage(activity, verdict, { style: terminal.style, width: screen.columns }),
      ]),
    problem: (reason) =>
      screen.draw([clock(), `The server could not be asked: ${reason}`, 'Trying again; Ctrl-C ends this.']),
    end: () => screen.end(),
  }
}

/** For logs: a line when something has changed. */
function lineView({ terminal, tolerance }: ViewOptions): View {
  let last = ''
  return {
    show(activity, verdict) {
      const text = [activityLine(activity, verdict), ...troubleLines(verdict, tolerance.headroom)].join(
        '\n         ',
      )
      // How long something lasts is no news.
      const news = text.replaceAll(/ for [\d.]+ \w+/g, '')
      if (news !== last) terminal.data(`${clock()} ${text}`)
      last = news
    },
    ...onStderr(terminal),
  }
}

function onStderr(terminal: Terminal): Pick<View, 'problem' | 'end'> {
  let last = ''
  return {
    problem(reason) {
      if (reason !== last) terminal.say(`leakguard monitor: the server could not be asked: ${reason}`)
      last = reason
    },
    end: () => undefined,
  }
}

function clock(): string {
  return new Date().toTimeString().slice(0, 8)
}
