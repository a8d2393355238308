// `npm test`: install if needed, see that there is a browser, check everything.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, root } from './install.mjs'

ensureInstalled()
const browser = runTool('ensure-chromium.ts')
runTool('ensure-writer.ts')
runTool('ensure-spark.ts')
const checked = browser === 0 ? runTool('check.ts', '--all', ...process.argv.slice(2)) : browser
process.exit(checked)

function runTool(name, ...args) {
  const { status } = spawnSync(process.execPath, [join('tools', 'run.mjs'), join('tools', name), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  return status ?? 1
}
