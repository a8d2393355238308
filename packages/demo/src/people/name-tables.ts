/**
 * Names in the order of how common they are; only the order is given, the weight follows from the rank. Made for
 * invented people: no published frequency table went into them.
 */
export const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝'

/** Surnames of two characters, common ones first. */
export const COMPOUND_SURNAMES = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '皇甫',
  '尉迟',
  '东方',
  '慕容',
  '令狐',
  '公孙',
]

/** A generation: its names share characters, and more or fewer of them have one character only. */
export interface Cohort {
  /** First birth year of the generation. */
  from: number
  male: string
  female: string
  /** Share of given names with one character. */
  single: number
}

/** Generations by birth year, oldest first. */
export const COHORTS: readonly Cohort[] = [
  {
    from: 1900,
    male: '德国明文福玉金成清永生长志发春万廷荣贵树宝兴正光学有洪全福仁元才祥世学安顺和庆云山海义林忠礼堂',
    female: '秀英兰桂珍玉凤淑香莲梅芳云素华金月琴花翠贞菊连巧娥芝仙荣环英喜银春彩',
    single: 0.06,
  },
  {
    from: 1950,
    male: '国建明华志平文军生林德成永清荣金福东春光祥新民学忠贵红胜世庆海强义保安根发玉兴卫才全云',
    female: '秀英兰玉芳华桂珍梅凤香云莲淑琴红霞春平翠萍金爱菊荣素艳月珠美琼丽巧玲英花建',
    single: 0.16,
  },
  {
    from: 1970,
    male: '伟军勇建强志华明国平涛文斌刚海峰波辉林东永杰超春小健鹏红晓飞俊新亮宏兵浩云龙磊生成',
    female: '丽艳红霞燕玲芳娟敏秀静英春梅华萍琴兰玉娜晓小海凤珍云慧莉洁群琳蓉琼菊利',
    single: 0.34,
  },
  {
    from: 1990,
    male: '鑫浩俊杰鹏宇文明超磊龙涛晨凯伟志帅强天佳子飞旭阳博豪林峰斌亮家嘉栋锋东海坤思源泽',
    female: '婷雪丹佳静雅倩敏欣颖慧莹思晓梦琳洁文玉艳萍瑶娟丽雨媛晶燕嘉怡诗娜萌瑞璐',
    single: 0.3,
  },
  {
    from: 2005,
    male: '宇浩子轩泽俊梓辰博涵睿豪宸文嘉浩晨一铭航杰皓翔佳奕沐昊瑞思恒逸锦安霖承言',
    female: '梓涵欣怡雨可诗子萱思佳语彤琪馨悦妍瑶雅若一婷雪嘉梦晨欣熙颖芮宁柔苒艺',
    single: 0.05,
  },
]

/** Characters that old code pages do not have and offices lose; all in GB 18030. */
export const RARE_CHARACTERS = [
  '䶮',
  '𬀩',
  '㛃',
  '𬭛',
  '𫖮',
  '𬱖',
  '堃',
  '喆',
  '淼',
  '垚',
  '犇',
  '骉',
  '赟',
  '珺',
  '旻',
  '甦',
]

/** Given names and fathers' names of peoples who write them with a middle dot. */
export const DOTTED_NAMES = {
  male: [
    '买买提',
    '艾力',
    '玉素甫',
    '吐尔逊',
    '阿卜杜拉',
    '艾合买提',
    '亚森',
    '库尔班',
    '卡迪尔',
    '依明',
    '图尔荪',
    '赛买提',
  ],
  female: [
    '阿依古丽',
    '古丽娜尔',
    '热依汗',
    '帕提古丽',
    '阿米娜',
    '祖力皮亚',
    '玛依拉',
    '布海力且姆',
    '米热古丽',
    '再娜甫',
  ],
}

/** Characters that sound alike and are typed for one another. */
export const HOMOPHONES = [
  '伟玮炜纬',
  '军君钧均',
  '华桦骅',
  '英瑛莹颖',
  '芳方房',
  '玲铃灵伶凌',
  '明铭鸣',
  '平萍苹',
  '国幗帼',
  '建健剑',
  '志智治致',
  '秀绣琇',
  '珍贞真',
  '玉钰昱煜',
  '凤奉',
  '梅玫媚',
  '红宏洪鸿',
  '丽莉利俐',
  '燕艳雁',
  '霞侠',
  '静靖婧',
  '娟涓',
  '敏闽',
  '洁杰捷',
  '宇雨羽禹',
  '浩昊皓灏',
  '俊骏峻',
  '辉晖徽',
  '峰锋丰',
  '波博渤',
  '涛焘',
  '强蔷',
  '超朝',
  '鹏朋',
  '飞菲斐',
  '林琳霖',
  '文雯',
  '春椿',
  '成城诚承',
  '永勇咏',
  '清青卿',
  '金今津',
  '生声升',
  '东冬',
  '新欣鑫馨',
  '兰岚',
  '香湘',
  '莲联连',
  '淑舒',
  '琴勤',
  '云芸',
  '月悦',
  '彩采',
  '子紫梓',
  '轩萱宣',
  '泽择',
  '涵含',
  '佳嘉家',
  '怡仪宜',
  '诗施',
  '思斯',
  '张章',
  '陈程',
  '徐许',
  '余于俞',
  '江姜',
  '向项',
  '付傅',
  '闫阎严',
  '肖萧',
  '邱丘',
  '黎李',
  '贺何',
  '石时',
  '尹殷',
  '梁良',
  '谢解',
]

/** Simplified characters and the traditional form that another system may send. */
export const TRADITIONAL: Readonly<Record<string, string>> = Object.fromEntries(
  '国國华華张張刘劉陈陳杨楊黄黃赵趙吴吳孙孫马馬郑鄭谢謝许許韩韓冯馮邓鄧肖肖叶葉苏蘇卢盧钟鐘谭譚陆陸贾賈韦韋邹鄒顾顧龚龔万萬钱錢严嚴汤湯齐齊兰蘭凤鳳丽麗艳豔红紅伟偉军軍东東杰傑强強涛濤辉輝龙龍飞飛云雲玲玲娟娟静靜洁潔萍萍莲蓮贵貴荣榮兴興学學义義宝寶庆慶发發长長福福'
    .match(/../gu)
    ?.filter((pair) => [...pair][0] !== [...pair][1])
    .map((pair) => [...pair]) ?? [],
)

/** Characters that look alike and are mistaken when copied by eye or by a scanner. */
export const LOOKALIKES = [
  '人入',
  '己已',
  '未末',
  '土士',
  '天夫',
  '日曰',
  '晴睛',
  '采釆',
  '兰三',
  '王玉',
  '刘列',
  '建健',
  '明朋',
  '荣荥',
  '田由',
  '贝见',
  '芳芬',
  '娟娣',
  '杨扬',
  '徐涂',
  '侯候',
  '戴载',
  '梅海',
  '东车',
]
