import { civilAffairsAssistance } from './civil-affairs-assistance.ts'
import { dangerousHousing } from './dangerous-housing.ts'
import { deaths } from './deaths.ts'
import type { ListKind } from './list-kind.ts'
import { medicalInsuranceSelfPaid } from './medical-insurance-self-paid.ts'
import { ruralRevitalisation } from './rural-revitalisation.ts'
import { schoolRegister } from './school-register.ts'
import { twoSubsidiesPayment } from './two-subsidies-payment.ts'

/** The seven lists that departments send, in the order of the catalogue. */
export const listKinds: readonly ListKind[] = [
  civilAffairsAssistance,
  medicalInsuranceSelfPaid,
  schoolRegister,
  dangerousHousing,
  deaths,
  twoSubsidiesPayment,
  ruralRevitalisation,
]
