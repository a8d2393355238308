/** A clock over the steps of a long run: seconds of wall and processor for each, said on stderr as it goes. */
export function stepClock(part: string) {
  const figures: Record<string, number> = {}
  let wall = performance.now()
  let cpu = process.cpuUsage()
  const begun = wall
  return {
    figures,
    step(name: string): void {
      const { user, system } = process.cpuUsage(cpu)
      figures[`${name}, s`] = round((performance.now() - wall) / 1000)
      figures[`${name}, CPU-s`] = round((user + system) / 1e6)
      process.stderr.write(
        `${part}: ${name} ${figures[`${name}, s`]} s, ${figures[`${name}, CPU-s`]} CPU-s, peak so far ${peakMb()} MB\n`,
      )
      wall = performance.now()
      cpu = process.cpuUsage()
    },
    /** Seconds of some steps together. */
    sum: (...names: string[]) => names.reduce((all, name) => all + figures[`${name}, s`]!, 0),
    end(): Record<string, number> {
      return { ...figures, 'all, s': round((performance.now() - begun) / 1000), 'peak MB': peakMb() }
    },
  }
}

function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024)
}

function round(value: number): number {
  return Number(value.toFixed(1))
}
