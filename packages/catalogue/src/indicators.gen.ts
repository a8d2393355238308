// Written by `npm run gen` from the folder indicators; do not edit.
import type { IndicatorDefinition } from './define-indicator.ts'
import audioDescribedFilmsIndicator from './indicators/audio-described-films.indicator.ts'
import basicRehabilitationCoverageIndicator from './indicators/basic-rehabilitation-coverage.indicator.ts'
import bedsideVisitsIndicator from './indicators/bedside-visits.indicator.ts'
import careServedIndicator from './indicators/care-served.indicator.ts'
import cataractOperationsIndicator from './indicators/cataract-operations.indicator.ts'
import certificateValidRateIndicator from './indicators/certificate-valid-rate.indicator.ts'
import certificatesExpiringIndicator from './indicators/certificates-expiring.indicator.ts'
import childRehabilitationIndicator from './indicators/child-rehabilitation.indicator.ts'
import cluesClosedRateIndicator from './indicators/clues-closed-rate.indicator.ts'
import cluesFoundIndicator from './indicators/clues-found.indicator.ts'
import cluesOverdueIndicator from './indicators/clues-overdue.indicator.ts'
import cluesVerifiedRateIndicator from './indicators/clues-verified-rate.indicator.ts'
import consumptionSupportIndicator from './indicators/consumption-support.indicator.ts'
import cultureEventsIndicator from './indicators/culture-events.indicator.ts'
import dangerousHousingHouseholdsIndicator from './indicators/dangerous-housing-households.indicator.ts'
import deadButPaidCountIndicator from './indicators/dead-but-paid-count.indicator.ts'
import deviceFittingRateIndicator from './indicators/device-fitting-rate.indicator.ts'
import deviceKnowledgeServicesIndicator from './indicators/device-knowledge-services.indicator.ts'
import devicesFittedIndicator from './indicators/devices-fitted.indicator.ts'
import freeTransportIndicator from './indicators/free-transport.indicator.ts'
import holdersByCategoryIndicator from './indicators/holders-by-category.indicator.ts'
import holdersByLevelIndicator from './indicators/holders-by-level.indicator.ts'
import holdersIndicator from './indicators/holders.indicator.ts'
import homeServiceSevereIndicator from './indicators/home-service-severe.indicator.ts'
import homeVisitRateIndicator from './indicators/home-visit-rate.indicator.ts'
import homeVisitsIndicator from './indicators/home-visits.indicator.ts'
import homesAdaptedIndicator from './indicators/homes-adapted.indicator.ts'
import householdsWithHoldersIndicator from './indicators/households-with-holders.indicator.ts'
import insuranceCoverageIndicator from './indicators/insurance-coverage.indicator.ts'
import lawEventsIndicator from './indicators/law-events.indicator.ts'
import lifeRebuildingCampsIndicator from './indicators/life-rebuilding-camps.indicator.ts'
import listMatchRateIndicator from './indicators/list-match-rate.indicator.ts'
import livingSubsidyCoverageIndicator from './indicators/living-subsidy-coverage.indicator.ts'
import livingSubsidyReceiversIndicator from './indicators/living-subsidy-receivers.indicator.ts'
import medicineSubsidyIndicator from './indicators/medicine-subsidy.indicator.ts'
import monitoredHoldersIndicator from './indicators/monitored-holders.indicator.ts'
import monitoredHouseholdsIndicator from './indicators/monitored-households.indicator.ts'
import nursingSubsidyCoverageIndicator from './indicators/nursing-subsidy-coverage.indicator.ts'
import nursingSubsidyReceiversIndicator from './indicators/nursing-subsidy-receivers.indicator.ts'
import petitionConclusionIndicator from './indicators/petition-conclusion.indicator.ts'
import placedInRuralWorkIndicator from './indicators/placed-in-rural-work.indicator.ts'
import placedInWorkIndicator from './indicators/placed-in-work.indicator.ts'
import povertyExitedIndicator from './indicators/poverty-exited.indicator.ts'
import preventionPublicityIndicator from './indicators/prevention-publicity.indicator.ts'
import returnToPovertyRiskIndicator from './indicators/return-to-poverty-risk.indicator.ts'
import schoolEnrolmentRateIndicator from './indicators/school-enrolment-rate.indicator.ts'
import selfEmployedIndicator from './indicators/self-employed.indicator.ts'
import severalHoldersHouseholdsIndicator from './indicators/several-holders-households.indicator.ts'
import severeHoldersIndicator from './indicators/severe-holders.indicator.ts'
import severeLivingAloneCountIndicator from './indicators/severe-living-alone-count.indicator.ts'
import specialSchoolsIndicator from './indicators/special-schools.indicator.ts'
import vocationalTrainingIndicator from './indicators/vocational-training.indicator.ts'
import volunteerProjectsIndicator from './indicators/volunteer-projects.indicator.ts'
import volunteerTeamsIndicator from './indicators/volunteer-teams.indicator.ts'

/** Every shipped indicator, in order of its file. */
export const indicators: readonly IndicatorDefinition[] = [
  audioDescribedFilmsIndicator,
  basicRehabilitationCoverageIndicator,
  bedsideVisitsIndicator,
  careServedIndicator,
  cataractOperationsIndicator,
  certificateValidRateIndicator,
  certificatesExpiringIndicator,
  childRehabilitationIndicator,
  cluesClosedRateIndicator,
  cluesFoundIndicator,
  cluesOverdueIndicator,
  cluesVerifiedRateIndicator,
  consumptionSupportIndicator,
  cultureEventsIndicator,
  dangerousHousingHouseholdsIndicator,
  deadButPaidCountIndicator,
  deviceFittingRateIndicator,
  deviceKnowledgeServicesIndicator,
  devicesFittedIndicator,
  freeTransportIndicator,
  ...holdersByCategoryIndicator,
  ...holdersByLevelIndicator,
  holdersIndicator,
  homeServiceSevereIndicator,
  homeVisitRateIndicator,
  homeVisitsIndicator,
  homesAdaptedIndicator,
  householdsWithHoldersIndicator,
  insuranceCoverageIndicator,
  lawEventsIndicator,
  lifeRebuildingCampsIndicator,
  listMatchRateIndicator,
  livingSubsidyCoverageIndicator,
  livingSubsidyReceiversIndicator,
  medicineSubsidyIndicator,
  monitoredHoldersIndicator,
  monitoredHouseholdsIndicator,
  nursingSubsidyCoverageIndicator,
  nursingSubsidyReceiversIndicator,
  petitionConclusionIndicator,
  placedInRuralWorkIndicator,
  placedInWorkIndicator,
  povertyExitedIndicator,
  preventionPublicityIndicator,
  returnToPovertyRiskIndicator,
  schoolEnrolmentRateIndicator,
  selfEmployedIndicator,
  severalHoldersHouseholdsIndicator,
  severeHoldersIndicator,
  severeLivingAloneCountIndicator,
  specialSchoolsIndicator,
  vocationalTrainingIndicator,
  volunteerProjectsIndicator,
  volunteerTeamsIndicator,
]
