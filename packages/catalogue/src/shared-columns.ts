/** Headers of the column with the person's own number; lists put ID and certificate numbers under any of them. */
export const idNumberAliases = [
  '身份证',
  '身份证号码',
  '身份证件号',
  '身份证件号码',
  '公民身份号码',
  '公民身份证号码',
  '身份号码',
  '居民身份证号',
  '居民身份证号码',
  '证件号',
  '证件号码',
  '身份证编号',
  '身份证或残疾人证号',
  '本人身份证号',
  '身分证号',
  '身分证号码',
  '身份正号',
  'sfzh',
  'sfzhm',
  'idcard',
] as const

/** Headers of a column with the certificate number. */
export const certificateNumberAliases = [
  '残疾证号',
  '残疾证号码',
  '残疾人证',
  '残疾证',
  '残疾人证号码',
  '残疾人证编号',
  '残疾证编号',
  '残证号',
  '残疾入证号',
] as const

/** For lists with a single number column: a certificate number holds the ID number. */
export const numberInCertificate = ['残疾人证号', ...certificateNumberAliases] as const

/** Headers of one column that holds the region as a code or a path of names. */
export const regionAliases = [
  '区划',
  '所属区划',
  '行政区划代码',
  '区划代码',
  '地区',
  '所属地区',
  '所属区域',
  '所在地',
  '户籍地',
  '户籍地区划',
  '户籍所在地',
] as const

/** Headers of columns that hold the region level by level, widest first. */
export const countyParts = [
  ['省', '省份', '所属省'],
  ['市', '地市', '市州', '所属市'],
  ['县', '区县', '县区', '县市区', '所属区县', '所属县区', '户籍区县', '账户区县', '帐户区县'],
  ['乡镇', '镇', '街道', '乡镇街道', '镇街', '所属街道', '所属乡镇', '户籍乡镇', '户籍街道'],
  ['村', '社区', '村社区', '村居', '行政村', '居委会', '居村委', '所属村', '所属社区', '户籍村', '户籍居委'],
] as const

/** Birth date of the one a row is about; where a number is missing or wrong, people are found by it. */
export const birthColumn = {
  label: { zh: '出生日期', en: 'Birth date' },
  kind: 'date',
  past: true,
  aliases: ['出生年月', '出生年月日', '出生时间', '生日', '出身日期'],
} as const
