// Written by `npm run gen` from the folders files and rules; do not edit.
import type { FileDefinition } from './define-file.ts'
import type { RuleDefinition } from './define-rule.ts'
import civilAffairsAssistanceFile from './files/civil-affairs-assistance.file.ts'
import dangerousHousingFile from './files/dangerous-housing.file.ts'
import deathsFile from './files/deaths.file.ts'
import medicalInsuranceSelfPaidFile from './files/medical-insurance-self-paid.file.ts'
import registerFile from './files/register.file.ts'
import ruralRevitalisationFile from './files/rural-revitalisation.file.ts'
import schoolRegisterFile from './files/school-register.file.ts'
import twoSubsidiesPaymentFile from './files/two-subsidies-payment.file.ts'
import certificateExpiredRule from './rules/certificate-expired.rule.ts'
import certificateExpiringRule from './rules/certificate-expiring.rule.ts'
import dangerousHousingRule from './rules/dangerous-housing.rule.ts'
import deadButPaidRule from './rules/dead-but-paid.rule.ts'
import elderlyCarerRule from './rules/elderly-carer.rule.ts'
import livingSubsidyMissedRule from './rules/living-subsidy-missed.rule.ts'
import marginSevereWithoutSubsidyRule from './rules/margin-severe-without-subsidy.rule.ts'
import nursingSubsidyMissedRule from './rules/nursing-subsidy-missed.rule.ts'
import schoolAgeNotEnrolledRule from './rules/school-age-not-enrolled.rule.ts'
import selfPaidAboveLineRule from './rules/self-paid-above-line.rule.ts'
import severalHoldersInHouseholdRule from './rules/several-holders-in-household.rule.ts'
import severeLivingAloneRule from './rules/severe-living-alone.rule.ts'
import severeNotMonitoredRule from './rules/severe-not-monitored.rule.ts'
import tekunWithLivingRule from './rules/tekun-with-living.rule.ts'
import tekunWithNursingRule from './rules/tekun-with-nursing.rule.ts'

/** Every shipped file type, in order of id. */
export const files: readonly FileDefinition[] = [
  civilAffairsAssistanceFile,
  dangerousHousingFile,
  deathsFile,
  medicalInsuranceSelfPaidFile,
  registerFile,
  ruralRevitalisationFile,
  schoolRegisterFile,
  twoSubsidiesPaymentFile,
]

/** Every shipped screening rule, in order of id. */
export const rules: readonly RuleDefinition[] = [
  certificateExpiredRule,
  certificateExpiringRule,
  dangerousHousingRule,
  deadButPaidRule,
  elderlyCarerRule,
  livingSubsidyMissedRule,
  marginSevereWithoutSubsidyRule,
  nursingSubsidyMissedRule,
  schoolAgeNotEnrolledRule,
  selfPaidAboveLineRule,
  severalHoldersInHouseholdRule,
  severeLivingAloneRule,
  severeNotMonitoredRule,
  tekunWithLivingRule,
  tekunWithNursingRule,
]
