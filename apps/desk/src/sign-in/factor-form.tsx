import { ProofForm } from './proof-form.tsx'
import { type Method, type StepAnswer, sendSecondFactor } from './sign-in.queries.ts'

/** The second step of a log-in: it is you, by what you have set up. */
export function FactorForm(props: { methods: readonly Method[]; onDone: (answer: StepAnswer) => void }) {
  return <ProofForm methods={props.methods} send={sendSecondFactor} onDone={props.onDone} />
}
