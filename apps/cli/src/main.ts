import { runCommandLine } from './run-command-line.ts'

// A closed terminal or pipe must not end a program that still has a server to stop.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

process.exitCode = await runCommandLine(process.argv.slice(2), {
  env: process.env,
  answers: (text) => void process.stdout.write(text),
  notes: (text) => void process.stderr.write(text),
})
