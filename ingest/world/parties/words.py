"""Invented syllables, places and trades for names and addresses.

No region, road or surname here exists. Each Chinese character is paired with its Latin syllable.
"""

BRAND_FIRST = (
    "澜Lan 霁Ji 珑Long 砚Yan 岚Lam 汀Ting 麓Lu 翎Ling 棠Tang 砾Li 篁Huang 漪Yi 骊Lir 璟Jing 峤Jiao 淞Song "
    "鹭Luo 栖Qi 堇Jin 笙Sheng 皓Hao 榆Yu 煜Yur 澈Che 旌Jor 蔚Wei 珩Heng 屿Yor 隰Xi 曜Yao 茗Ming 槿Kin 泓Hong "
    "烨Ye 崧Sor 芷Zhi 琮Cong 湛Zhan 鸢Yuan 暄Xuan"
)
BRAND_SECOND = (
    "穹Qiong 潼Tong 砺Ly 朔Shuo 沅Wan 彧Yu 衡Hen 枢Shu 桓Huan 陌Mo 垣Yen 弦Xian 棣Di 珂Ke 骁Xiao 凛Lin 岑Cen "
    "泠Leng 翊Yee 驰Chi 筑Zhu 锟Kun 铎Duo 辰Chen 沐Mu 韬Tao 焕Han 樾Yue 钧Jun 绮Qee 凌Lyn 陟Zee 昱Yo 缇Tee "
    "苒Ran 宥You 岫Xiu 澍Shoo 霖Lim 砥Dee"
)
BRAND_THIRD = (
    "禾He 岳Yok 珞Luk 帆Fan 舟Zhou 川Chuan 野Yeh 宸Chun 羽Yui 柯Ko 舸Ge 寰Hwan 陆Luh 苑Yun 溟Min 迪Deh 越Yoe "
    "曦Xee 榕Rong 岱Dai 铭Meng 谷Gu 朗Lang 梓Zi 鲲Koon 玥Yueh 霄Shiao 汐Sy 森Sen 屹Yih"
)
FOREIGN_FIRST = (
    "Vel维 Tor托 Quin昆 Mar玛 Zel泽 Bran布兰 Kor柯 Nim尼姆 Oss奥斯 Dral德拉 Fen芬 Gal加尔 Hax哈克 Jor约尔 "
    "Lum卢姆 Pell佩尔 Rud鲁德 Syl西尔 Thar塔尔 Und温德 Wex韦克 Yor约 Ark阿克 Bel贝尔 Cad卡德 Dun邓 Esk埃斯 "
    "Fal法尔 Grim格里 Hol霍尔 Ivo伊沃 Jask亚斯 Kel凯尔 Lor洛尔 Mox莫克 Nor诺 Orb奥布 Prax普拉 Rho罗 Skel斯凯"
)
FOREIGN_SECOND = (
    "ba巴 de德 fi菲 go戈 hu胡 ja贾 ke克 li利 mo莫 nu努 pa帕 qui奎 ra拉 se塞 ti蒂 vo沃 wa瓦 xi希 yo尤 za扎 "
    "bri布里 cra克拉 dro德罗 fle弗莱 gri格里 kla克拉 plo普洛 sta斯塔 tre特雷 vla弗拉 ande安德 elo埃洛 "
    "ira伊拉 ono奥诺 uro乌罗 asse阿塞 ibe伊贝 olu奥卢 une乌内 erra埃拉"
)
FOREIGN_THIRD = (
    "ck克 dell戴尔 fast法斯特 gard加德 holm霍姆 kind金德 lund伦德 mont蒙特 nax纳克斯 pont庞特 quist奎斯特 "
    "rand兰德 stad斯塔德 th斯 vik维克 wyn温 xon克森 zen曾 berg贝格 corr科尔 dorn多恩 fax法克斯 grav格拉夫 "
    "hurst赫斯特 lex莱克斯 mark马克 nell内尔 plex普莱 rix里克斯 tek泰克"
)
SURNAMES = (
    "岚川Lanchuan 砚鹿Yanlu 霁野Jiye 汀岩Tingyan 麓雁Luyan 篁石Huangshi 澜桥Lanqiao 翎山Lingshan 棠溪Tangxi "
    "珑泉Longquan 鹭汀Luting 栖云Qiyun 堇原Jinyuan 笙谷Shenggu 榆塞Yusai 峤林Jiaolin 淞浦Songpu 漪园Yiyuan "
    "隰田Xitian 曜石Yaoshi 茗洲Mingzhou 槿篱Jinli 泓渡Hongdu 崧岭Songling 琮台Congtai 湛汐Zhanxi "
    "鸢尾Yuanwei 暄和Xuanhe 蔚岭Weiling 旌门Jingmen"
)
GIVEN_FIRST = (
    "霁Ji 珩Heng 朔Shuo 彧Yu 翊Yi 沅Yuan 岑Cen 骁Xiao 棣Di 桓Huan 澍Shu 昱Yu 璟Jing 韬Tao 铎Duo 樾Yue 缇Ti "
    "苒Ran 宥You 砥Di 绮Qi 泠Ling 辰Chen 沐Mu 钧Jun 衡Heng 潼Tong 穹Qiong 珂Ke 凛Lin 弦Xian 垣Yuan 枢Shu "
    "筑Zhu 焕Huan 陟Zhi 岫Xiu 霖Lin 驰Chi 陌Mo"
)
GIVEN_SECOND = (
    "禾he 岳yue 帆fan 舟zhou 川chuan 宸chen 羽yu 柯ke 寰huan 苑yuan 溟ming 越yue 曦xi 榕rong 岱dai 铭ming "
    "朗lang 梓zi 玥yue 汐xi"
)
FOREIGN_GIVEN = (
    "Torvan托尔万 Quelia奎莉娅 Maddoc马多克 Ysolde伊索德 Bramwin布拉姆温 Cersa瑟莎 Davorin达沃林 "
    "Elspet埃尔斯佩 Fionel菲奥内尔 Gudrik古德里克 Halvena哈尔维娜 Ingmor英格莫 Jorvald约瓦尔德 "
    "Kestra凯斯特拉 Lundrin伦德林 Mirabe米拉贝 Nestrin内斯特林 Orlaith奥莱丝 Pelham佩勒姆 Rosvita罗斯维塔 "
    "Sindre辛德雷 Tamsyn塔姆辛 Ulvar乌尔瓦 Vespera维斯佩拉 Wystan威斯坦 Xandrel赞德雷尔 Yevgar叶夫加 "
    "Zorian佐里安 Aldith阿尔迪丝 Brenwick布伦威克"
)
REGIONS = (
    "云泽Yunze 赤石Chishi 霜河Shuanghe 临渚Linzhu 苍梧岭Cangwuling 青屿Qingyu 雪鹭川Xueluchuan 墨湖Mohu "
    "栖霞渡Qixiadu 金穗Jinsui 望沙Wangsha 碧潮Bichao 玄铁Xuantie 鸣泉Mingquan 落星Luoxing 长渚口Changzhukou "
    "雁回Yanhui 松风Songfeng 玉衡Yuheng 寒潭Hantan 紫陌Zimo 归帆Guifan 丹崖Danya 九渡Jiudu"
)
FOREIGN_PLACES = (
    "Torhaven托黑文 Velmark维尔马克 Brannoch布兰诺赫 Quellport奎尔港 Ostrand奥斯特兰 Mirefeld米尔菲尔德 "
    "Darnholt达恩霍尔特 Eskmoor埃斯克莫尔"
)
ROADS = (
    "霁川路 澜桥路 砚台街 珑湖大道 汀兰路 麓山南路 翎羽街 棠梨路 砾石路 篁竹街 漪澜大道 骊歌路 璟秀路 峤山路 "
    "淞月街 鹭鸣路 栖凤坡路 堇色街 笙歌路 榆钱路 旌旗大道 蔚蓝街 曜日路 茗香街 槿花路 泓波路 崧高路 芷若街 "
    "琮玉路 湛星大道 鸢飞路 暄风街"
)
FOREIGN_ROADS = (
    "Velmar Street;Quillon Road;Tarn Row;Osprey Wharf;Maddern Lane;Brackwell Avenue;Fennick Square;"
    "Holloway Tarn;Skelder Way;Lumen Quay"
)
# section of GB/T 4754, Chinese word, English word, yearly revenue per unit of assets, weight in the economy
TRADES = (
    ("C", "新材料", "New Materials", 0.8, 9),
    ("C", "精密机械", "Precision Machinery", 0.9, 10),
    ("C", "电子科技", "Electronics", 1.0, 9),
    ("C", "食品", "Foods", 1.2, 6),
    ("C", "纺织", "Textiles", 1.1, 6),
    ("C", "化工", "Chemicals", 0.9, 6),
    ("F", "贸易", "Trading", 1.9, 14),
    ("F", "供应链管理", "Supply Chain", 1.7, 6),
    ("E", "建设工程", "Construction", 0.8, 9),
    ("G", "物流", "Logistics", 1.0, 6),
    ("I", "信息技术", "Information Technology", 1.1, 7),
    ("K", "置业", "Properties", 0.4, 4),
    ("D", "能源", "Energy", 0.6, 3),
    ("A", "农业", "Agriculture", 0.7, 3),
    ("L", "商务服务", "Business Services", 0.8, 4),
    ("M", "检测技术", "Testing", 0.8, 2),
)
# trades assigned directly, never drawn
BANK_TRADE = len(TRADES)
INVESTMENT_TRADE = len(TRADES) + 1
GUARANTEE_TRADE = len(TRADES) + 2
CENTRE_TRADE = len(TRADES) + 3
SPECIAL_TRADES = (
    ("J", "银行", "Bank", 0.04, 0),
    ("L", "投资管理", "Investment", 0.3, 0),
    ("J", "融资担保", "Financing Guarantee", 0.1, 0),
    ("L", "商务中心", "Business Centre", 0.5, 0),
)
FORMS = (
    ("有限公司", "Co., Ltd."),
    ("股份有限公司", "Joint Stock Co., Ltd."),
    ("合伙企业（有限合伙）", "Limited Partnership"),
    ("责任有限公司", "Ltd"),
)
LIMITED, JOINT_STOCK, PARTNERSHIP = 0, 1, 2
FOREIGN_FORMS = (("GB", "Ltd"), ("DE", "GmbH"), ("SG", "Pte. Ltd."), ("US", "Inc."), ("HK", "Limited"), ("NL", "B.V."))
PUBLIC_BODIES = (
    ("市国有资产监督管理委员会", "State Assets Commission"),
    ("市水务局", "Water Bureau"),
    ("市交通局", "Transport Bureau"),
    ("市电力调度局", "Power Dispatch Authority"),
)


def split_words(words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a list of `中文Latin` (or `Latin中文`) words into its Chinese and Latin parts."""
    parts = words.split()
    chinese = tuple("".join(letter for letter in part if not letter.isascii()) for part in parts)
    latin = tuple("".join(letter for letter in part if letter.isascii()) for part in parts)
    return chinese, latin
