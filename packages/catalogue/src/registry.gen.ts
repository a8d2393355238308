import type { FileDefinition } from './define-file.ts'
import type { RuleDefinition } from './define-rule.ts'
import civilAffairsAssistance from './files/civil-affairs-assistance.file.ts'
import dangerousHousing from './files/dangerous-housing.file.ts'
import deaths from './files/deaths.file.ts'
import medicalInsuranceSelfPaid from './files/medical-insurance-self-paid.file.ts'
import register from './files/register.file.ts'
import ruralRevitalisation from './files/rural-revitalisation.file.ts'
import schoolRegister from './files/school-register.file.ts'
import twoSubsidiesPayment from './files/two-subsidies-payment.file.ts'

export const files: readonly FileDefinition[] = [
  civilAffairsAssistance,
  dangerousHousing,
  deaths,
  medicalInsuranceSelfPaid,
  register,
  ruralRevitalisation,
  schoolRegister,
  twoSubsidiesPayment,
]

export const rules: readonly RuleDefinition[] = []
