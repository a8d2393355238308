import type { Label } from './label.ts'

/** What can be wrong in one cell or row of an uploaded file: what is wrong, and what to do about it. */
export const faultCatalogue = {
  // identity number
  'id.missing': {
    zh: '没有填写证件号码，请补填身份证号或残疾人证号。',
    en: 'The number is missing. Enter the ID number or the disability certificate number.',
  },
  'id.length': {
    zh: '号码位数不对：身份证应为18位（旧证15位），残疾人证应为20位，补发后为22或23位。请核对是否漏录、多录。',
    en: 'The number has a wrong length: 18 for an ID (15 for an old one), 20 for a certificate, 22 or 23 after a re-issue. Look for missing or extra digits.',
  },
  'id.characters': {
    zh: '号码中有不该出现的字符，只能是数字、末位X和补发后缀B。请改正。',
    en: 'The number contains characters that do not belong there; only digits, a final X and the re-issue suffix B may appear. Correct them.',
  },
  'id.masked': {
    zh: '号码被星号遮住，无法比对。请向来源部门索取完整号码。',
    en: 'The number is masked with asterisks and cannot be matched. Ask the department for the full number.',
  },
  'id.date': {
    zh: '号码中的出生日期不存在（第7至14位）。请对照证件改正。',
    en: 'The birth date inside the number (digits 7 to 14) does not exist. Correct it from the document.',
  },
  'id.future': {
    zh: '号码中的出生日期晚于今天。请对照证件改正。',
    en: 'The birth date inside the number is in the future. Correct it from the document.',
  },
  'id.check': {
    zh: '末位校验码不符，号码至少有一位录错。请对照证件逐位核对。',
    en: 'The check character does not fit, so at least one digit is wrong. Compare it with the document digit by digit.',
  },
  'id.prefix': {
    zh: '前6位不是已知的行政区划代码。请对照证件核对前6位。',
    en: 'The first six digits are no known region code. Compare them with the document.',
  },
  'id.sex-differs': {
    zh: '性别与身份证号第17位不一致。请核实哪一个正确。',
    en: 'The sex differs from digit 17 of the ID number. Find out which is right.',
  },
  'id.birth-differs': {
    zh: '出生日期与身份证号不一致。请核实哪一个正确。',
    en: 'The birth date differs from the ID number. Find out which is right.',
  },
  'id.invented': {
    zh: '号码以99开头，是演示用的虚构号码，不能进入正式库。请填写真实号码。',
    en: 'The number begins with 99, so it is an invented one for demonstrations and has no place in a real register. Enter the real number.',
  },
  'id.elsewhere': {
    zh: '这个号码的人已登记在其他地区。请先办理迁移，或联系对方核实。',
    en: 'The person with this number is registered in another region. Arrange the move first, or ask them to check.',
  },
  'id.of-another': {
    zh: '该号码属于另一个人：登记册中的姓名和出生日期都与本行不符。请填写本人的号码。',
    en: 'The number is somebody else’s: name and birth date in the register both differ from this row. Enter the person’s own number.',
  },
  'form.key-broken': {
    zh: '这一行隐藏的标记被改动过，认不出是谁。请从原表复制该行的改动，或把标记留空作为新增人员。',
    en: 'The hidden mark of this row was changed, so nobody knows whom it is about. Enter the change in the row as it was sent, or leave the mark empty for a new person.',
  },
  'form.key-twice': {
    zh: '这个人的行在表中出现了两次。请只保留一行。',
    en: 'This person’s row is in the file twice. Keep one of them.',
  },
  'form.key-foreign': {
    zh: '这个人已不在您的管辖范围，或不是随这份表发出的。请删去这一行。',
    en: 'This person is not within your area any more or was not sent with this form. Remove the row.',
  },
  'form.number-differs': {
    zh: '身份证号与发出时不同，无法确定是同一个人。请恢复原号码；是另一个人时请新增一行。',
    en: 'The ID number is not the one that was sent, so this may be somebody else. Put the number back, or add a new row for another person.',
  },
  'form.masked-changed': {
    zh: '遮住的号码不能在表中修改，这一格没有采用。请在个人档案中更正。',
    en: 'A masked number cannot be changed in the form; this cell was left out. Correct it in the person’s file.',
  },
  'id.numeric-cell': {
    zh: '号码被表格存成了数字，末几位已丢失。请把该列设为“文本”格式后重新录入号码。',
    en: 'The spreadsheet stored the number as a numeral and lost its last digits. Format the column as text and enter the number again.',
  },

  // certificate
  'certificate.missing': {
    zh: '没有填写残疾人证号。请补填20位证号（补发后带B后缀）。',
    en: 'The certificate number is missing. Enter the 20 characters (with the suffix B after a re-issue).',
  },
  'certificate.category': {
    zh: '残疾人证号第19位应为1至7（视力、听力、言语、肢体、智力、精神、多重）。请对照证件改正。',
    en: 'Character 19 of the certificate number must be 1 to 7 (vision, hearing, speech, physical, intellectual, mental, multiple). Correct it from the certificate.',
  },
  'certificate.level': {
    zh: '残疾人证号第20位应为1至4（一级至四级）。请对照证件改正。',
    en: 'Character 20 of the certificate number must be 1 to 4. Correct it from the certificate.',
  },
  'certificate.suffix': {
    zh: '残疾人证号20位之后只能是补发后缀B1至B99。请改正。',
    en: 'After 20 characters only the re-issue suffix B1 to B99 may follow. Correct it.',
  },
  'certificate.incomplete': {
    zh: '这里只有身份证号，缺少第19、20位（残疾类别和等级）。请补全残疾人证号。',
    en: 'This is an ID number only; characters 19 and 20 (category and level) are missing. Complete the certificate number.',
  },
  'certificate.id-differs': {
    zh: '残疾人证号前18位与身份证号不一致。请核实是否属于同一人。',
    en: 'The first 18 characters of the certificate differ from the ID number. Check whether both belong to one person.',
  },
  'certificate.category-differs': {
    zh: '残疾类别与残疾人证号第19位不一致。请以残疾人证为准改正。',
    en: 'The category differs from character 19 of the certificate number. Correct it from the certificate.',
  },
  'certificate.level-differs': {
    zh: '残疾等级与残疾人证号第20位不一致。请以残疾人证为准改正。',
    en: 'The level differs from character 20 of the certificate number. Correct it from the certificate.',
  },
  'certificate.validity': {
    zh: '有效期截止日早于发证日期。请核对两个日期。',
    en: 'The certificate ends before it was issued. Check both dates.',
  },

  // category and level
  'category.unknown': {
    zh: '残疾类别无法识别，应为视力、听力、言语、肢体、智力、精神或多重。请改正。',
    en: 'The category is not known; use vision, hearing, speech, physical, intellectual, mental or multiple.',
  },
  'level.unknown': {
    zh: '残疾等级无法识别，应为一级至四级。请改正。',
    en: 'The level is not known; use level 1 to 4.',
  },

  // dates
  'date.missing': {
    zh: '没有填写日期，请补填。',
    en: 'The date is missing. Enter it.',
  },
  'date.invalid': {
    zh: '日期无法识别或不存在。请写成2026-02-03的样子。',
    en: 'The date cannot be read or does not exist. Write it like 2026-02-03.',
  },
  'date.future': {
    zh: '日期晚于今天。请核对。',
    en: 'The date is in the future. Check it.',
  },
  'month.invalid': {
    zh: '年月无法识别。请写成202602或2026年2月的样子。',
    en: 'The month cannot be read. Write it like 202602.',
  },

  // region
  'region.missing': {
    zh: '没有填写区划。请补填区划代码或完整地名。',
    en: 'The region is missing. Enter its code or full name.',
  },
  'region.unknown': {
    zh: '区划代码或地名不存在，可能已撤并。请在区划表中核对。',
    en: 'There is no such region code or name; it may have been merged. Look it up in the region table.',
  },
  'region.ambiguous': {
    zh: '有多个同名地方。请写明上级地名或填写12位区划代码。',
    en: 'Several places have this name. Add the place above it or enter the 12-digit code.',
  },
  'region.out-of-reach': {
    zh: '该地方不在你的管辖范围内，这一行不会导入。',
    en: 'The place is outside your reach; this row will not be imported.',
  },

  // name
  'name.missing': {
    zh: '没有填写姓名，请补填。',
    en: 'The name is missing. Enter it.',
  },
  'name.lost-character': {
    zh: '姓名中有字丢失或被遮住（问号、方框、星号或私用字符）。请对照证件补全。',
    en: 'A character of the name was lost or masked (question mark, box, asterisk or private-use code). Complete it from the document.',
  },
  'name.characters': {
    zh: '姓名中有数字或符号。请对照证件改正。',
    en: 'The name contains digits or signs. Correct it from the document.',
  },

  // other cells
  'sex.unknown': {
    zh: '性别无法识别，应为男或女。',
    en: 'The sex cannot be read; use male or female.',
  },
  'phone.invalid': {
    zh: '电话号码不完整或有误。手机号应为11位。',
    en: 'The phone number is incomplete or wrong. A mobile number has 11 digits.',
  },
  'money.invalid': {
    zh: '金额无法识别。请只填数字，单位为元。',
    en: 'The amount cannot be read. Enter digits only, in yuan.',
  },
  'money.negative': {
    zh: '金额为负数。请核对。',
    en: 'The amount is negative. Check it.',
  },
  'integer.invalid': {
    zh: '应为整数。请改正。',
    en: 'A whole number is expected. Correct it.',
  },
  'value.missing': {
    zh: '必填项没有填写，请补填。',
    en: 'A required value is missing. Enter it.',
  },
  'value.not-in-list': {
    zh: '填写的内容不在可选项中。请从可选项中选择。',
    en: 'The value is not one of the allowed ones. Choose one of them.',
  },
  'value.too-long': {
    zh: '内容过长。请缩短。',
    en: 'The text is too long. Shorten it.',
  },
  'cell.formula-error': {
    zh: '单元格是表格公式的错误值（如#REF!、#N/A）。请改成实际内容。',
    en: 'The cell holds a spreadsheet error such as #REF! or #N/A. Replace it with the real value.',
  },

  // rows
  'row.duplicate': {
    zh: '同一人在本文件中重复出现。请保留正确的一行。',
    en: 'The same person appears more than once in this file. Keep the right row.',
  },
  'row.same-id-other-name': {
    zh: '同一号码在本文件中对应不同姓名。请核实号码属于谁。',
    en: 'The same number appears with different names in this file. Find out whose it is.',
  },
  'row.short': {
    zh: '这一行的列数与表头不符，内容可能错位。请核对。',
    en: 'The row has another number of columns than the header, so values may be shifted. Check it.',
  },
  'household.unknown': {
    zh: '名册中没有这个户编号。请核对户编号，或先登记持证人。',
    en: 'No certificate holder has this household number. Check it, or register the holder first.',
  },
} as const satisfies Record<string, Label>

/** The stable code of something wrong in a cell or row. */
export type FaultCode = keyof typeof faultCatalogue

/** True when a text is a known fault code. */
export function isFaultCode(code: string): code is FaultCode {
  return Object.hasOwn(faultCatalogue, code)
}
