/** Passwords found in every published list of Chinese sites, of the length any policy would let through. */
export const commonPasswords: ReadonlySet<string> = new Set(
  `12345678 123456789 1234567890 87654321 987654321 88888888 888888888 11111111 111111111 00000000 66666666 12341234
12121212 123123123 11223344 1122334455 147258369 147852369 741852963 159357456 1q2w3e4r 1q2w3e4r5t 1qaz2wsx
1qaz@wsx 1qaz!qaz qwer1234 qwerty123 qwertyuiop asdfghjkl zxcvbnm123 zaq12wsx !qaz2wsx q1w2e3r4 a1b2c3d4 abc12345
abcd1234 abc123456 a123456789 aa123456 aa12345678 a12345678 qq123456 qq123456789 woaini1314 woaini520 5201314520
iloveyou p@ssw0rd passw0rd password password1 password123 admin123 admin@123 admin888 admin12345 root@123 test1234
welcome1 welcome123 changeme huawei@123 huawei12#$ h3c@12345 cisco@123 tp-link123 inspur@123 sangfor@123 dptech@123
zgcl@2026 clzh@2026 canlian@123 zhucan@123 zhongguo1949 wozhongguo beijing2008 beijing2022 dragon123 monkey123
letmein123 football1 superman1 sunshine1 princess1 trustno1 starwars 19491001 20080808 20201001`.split(/\s+/),
)

/**
 * Words a password may not mainly consist of: what is left after them, digits and signs must be somebody's own.
 * Longer ones first, so that a word inside another is not left in pieces.
 */
export const commonWords: readonly string[] = [
  'qwertyuiop asdfghjkl zxcvbnm qwerty asdfgh zxcvbn 1qaz2wsx 1qaz 2wsx 3edc 4rfv qazwsx qweasd qwer asdf zxcv',
  'password passwd passw0rd p@ssw0rd pass welcome changeme letmein iloveyou admin administrator manager guanliyuan',
  'root user guest test demo login system office server computer internet windows',
  'woaini woaizhongguo woaiwojia wozuibang nihao nihaoma mima wodemima zhongguo zhonghua renmin zhengfu gongan',
  'canlian canji canjiren zhucan zhuli minzheng shebao yibao fupin xiangzhen jiedao shequ cunwei bangongshi',
  'beijing shanghai guangdong guangzhou shenzhen jiangsu zhejiang sichuan chengdu hubei wuhan henan hebei hunan',
  'shandong shanxi shaanxi anhui jiangxi fujian guangxi guizhou yunnan hainan gansu qinghai ningxia xinjiang xizang',
  'neimenggu liaoning jilin heilongjiang tianjin chongqing taiwan hongkong macau',
  'huawei tencent weixin wechat alibaba baidu xiaomi china dragon monkey sunshine princess football superman',
  'zhang wang chen yang huang zhao zhou zheng liang tang',
  'abc abcd abcde abcdef abcdefg aaa qqq www com cn',
  '密码 口令 管理员 残联 残疾人 助残 中国 你好 我爱你',
]
  .flatMap((line) => line.split(' '))
  .sort((a, b) => b.length - a.length)
