"""The words offices write over their columns, by the field they mean. Compared without spaces, brackets and units."""

# ruff: noqa: E501 - the tables read best with one meaning in a line

# field → headers that mean exactly this
EXACT_WORDS = {
    "seq": "序号 序 编号 项目编号 线索编号 no no. # id 顺序号 排序",
    "company": (
        "企业名称 企业 公司名称 公司 单位名称 企业全称 公司全称 投资方 投资主体 投资商 投资企业 投资单位 投资方名称 投资人 客商 客商名称 客商单位 洽谈企业 洽谈单位 "
        "拜访企业 走访企业 走访单位 拜访单位 对接企业 对接单位 意向企业 意向投资企业 签约企业 签约单位 项目单位 项目业主 业主单位 业主 目标企业 企业单位 名称 "
        "被走访企业 被访企业 来访企业 考察企业 外来企业 项目方 项目投资方 投资方(企业) 投资企业名称 客户名称 客户 合作企业 合作单位 合作方 乙方 法人单位 "
        "市场主体 市场主体名称 企业(项目)名称 企业/项目名称 项目(企业)名称 线索企业 接洽企业 联系企业 招商对象 拟引进企业 引进企业 招引企业 项目主体 "
        "投资者 投资者名称 投资方单位 企业主体 企业简称 company companyname investor firm enterprise client organisation organization"
    ),
    "uscc": "统一社会信用代码 信用代码 社会信用代码 组织机构代码 统一信用代码 uscc",
    "title": "项目名称 项目 拟投资项目 拟投资项目名称 投资项目 意向项目 意向项目名称 在谈项目 签约项目 签约项目名称 洽谈项目 对接项目 project projectname projecttitle",
    "place": (
        "所在地 企业所在地 地址 企业地址 公司地址 注册地 注册地址 地区 区域 所属地区 所属区域 来源地 投资方所在地 客商所在地 客商来源 总部所在地 总部 "
        "所在城市 城市 省份 所在省市 所在地区 企业来源地 投资来源地 资金来源地 属地 企业属地 地域 location city region place address"
    ),
    "landing": "拟落户地 意向落户地 落户地 落地园区 落户园区 拟落地园区 承接地 拟选址 选址 意向落户园区 落户县区 拟落户园区 拟落户县区 意向县区 落地县区 拟投资地点 建设地点",
    "industry": (
        "产业类别 产业 行业 所属行业 所属产业 行业类别 产业类型 行业类型 产业链 产业方向 产业领域 所属领域 领域 投资领域 主导产业 所属产业链 行业领域 "
        "产业门类 项目类别 项目类型 行业分类 产业分类 类别 industry sector chain"
    ),
    "source": "线索来源 来源 信息来源 项目来源 来源渠道 信息渠道 渠道 获取渠道 获取方式 线索渠道 招商方式 介绍人 推荐人 引荐人 引荐单位 推荐单位 项目信息来源 source channel introducedby",
    "date": (
        "首次接触时间 首次接触日期 首次对接时间 首次对接日期 首次洽谈时间 首次洽谈日期 首次走访时间 首次拜访时间 首次联系时间 初次接触时间 初次对接时间 初次洽谈时间 "
        "对接时间 对接日期 洽谈时间 洽谈日期 接触时间 接触日期 接洽时间 接洽日期 获取时间 线索获取时间 信息获取时间 线索时间 登记时间 登记日期 录入时间 联系时间 "
        "日期 时间 获得时间 首谈时间 首谈日期 首报时间 信息时间 跟踪时间 收集时间 上报时间 报送时间 报送日期 接收时间 谈判时间 date firstcontact firstcontactdate contactdate datereceived"
    ),
    "visit_date": "走访时间 走访日期 拜访时间 拜访日期 考察时间 考察日期 来访时间 活动时间 活动日期 会见时间 会面时间 调研时间 visitdate dateofvisit",
    "signing_date": "签约时间 签约日期 签订时间 签订日期 签署时间 协议签订时间 合同签订时间 协议时间 合同日期 signingdate signedon datesigned",
    "start_date": "开工时间 开工日期 计划开工时间 拟开工时间 预计开工时间 投产时间 计划投产时间 预计投产时间 竣工时间",
    "update_date": "更新时间 更新日期 最新进展时间 最近对接时间 最近联系时间 最近跟进时间 最近一次对接时间 跟进时间 updated lastupdated lastcontact",
    "contact": (
        "联系人 企业联系人 客商联系人 联系人及电话 联系人及联系方式 联系人/电话 联系人姓名 企业负责人 对方联系人 客商姓名 联络人及电话 企业联系人及电话 客商代表 "
        "法定代表人 法人代表 法人 企业法人 公司负责人 企业代表 投资人姓名 接待人 对接人(企业) 企业对接人 对方负责人 客商及联系方式 联系人职务及电话 contact contactperson contactname"
    ),
    "position": "职务 联系人职务 企业职务 职位 职务职称 现任职务 position title(person)",
    "phone": "联系电话 电话 手机 手机号 手机号码 联系方式 电话号码 企业电话 联系人电话 联系手机 企业联系方式 联系人联系方式 phone tel telephone mobile",
    "summary": (
        "项目简介 项目概况 主要内容 项目内容 建设内容 主要建设内容 建设内容及规模 项目建设内容 投资内容 合作内容 洽谈内容 项目情况 企业简介 企业概况 企业情况 公司简介 "
        "项目基本情况 项目主要内容 基本情况 项目介绍 项目描述 走访内容 考察内容 企业基本情况 投资意向内容 意向内容 洽谈事项 建设规模 拟建内容 summary description content"
    ),
    "amount": (
        "拟投资额 投资额 总投资 总投资额 计划总投资 计划投资 计划投资额 意向投资额 意向投资 投资总额 投资规模 投资金额 意向金额 意向投资金额 拟投资金额 拟投资 拟投资规模 "
        "预计投资 预计投资额 预计总投资 协议投资 协议投资额 签约金额 合同金额 协议金额 签约投资额 项目总投资 项目投资额 金额 投资强度总额 估算总投资 拟投资总额 意向总投资 "
        "约定投资额 合同投资额 计划总投资额 项目投资 投资额度 固定资产投资额及总投资 amount investment totalinvestment investmentamount value plannedinvestment"
    ),
    "paid_in": "到位资金 实际到位资金 到资 已到位资金 资金到位 到位投资 完成投资 已完成投资 累计完成投资 paidin",
    "currency": "币种 货币 currency",
    "progress": (
        "进展情况 进展 项目进展 工作进展 目前进展 推进情况 项目进度 进度 当前进展 最新进展 洽谈进展 对接进展 对接情况 洽谈情况 跟踪情况 跟进情况 项目状态 状态 阶段 项目阶段 "
        "当前阶段 所处阶段 目前状态 目前阶段 落实情况 推进进展 进展阶段 线索状态 线索进展 工作进度 目前情况 项目现状 现状 洽谈结果 走访结果 走访情况 走访成效 成效 工作成效 进展程度 "
        "进展状态 推进阶段 招商进展 合作进展 签约情况 办理情况 progress stage status progressstatus currentstage"
    ),
    "officers": (
        "责任人 负责人 跟踪人 对接人 跟进人 招商专员 招商人员 招商员 包保责任人 包保人 包联人 经办人 承办人 跟踪责任人 项目负责人 对接责任人 洽谈人 首谈人 首谈责任人 "
        "走访人 走访人员 招商干部 挂职干部 驻点干部 责任干部 跟踪人员 对接人员 联络员 项目联络员 牵头人 具体负责人 项目专员 跟踪服务人 服务专员 项目管家 店小二 "
        "落实人 招商责任人 参加人员 参与人员 我方人员 出访人员 拜访人 赴沪干部 officer officers owner responsible personresponsible handler assignedto staff accountmanager"
    ),
    "leader": "包保领导 包联领导 责任领导 分管领导 牵头领导 挂钩领导 联系领导 带队领导 市领导 带队人",
    "unit": (
        "责任单位 填报单位 报送单位 牵头单位 承办单位 招商单位 组别 小组 所属组 所在组 专班 招商小组 工作组 驻点 招商组 引资单位 首谈单位 跟踪单位 对接责任单位 "
        "归口单位 申报单位 上报单位 所属单位 unit team group department"
    ),
    "next_step": "下一步计划 下一步 下一步打算 下步计划 下步打算 下一步工作 下一步工作计划 下一步措施 下步工作 工作打算 下一步安排 工作计划 nextstep nextsteps nextaction",
    "problems": "存在问题 问题 困难 存在的问题 需协调事项 需要协调解决的问题 需解决问题 企业诉求 诉求 主要诉求 存在困难 困难问题 问题及建议 problems issues",
    "remarks": "备注 说明 备注说明 其他 其它 备考 附注 情况说明 remarks remark notes note comments memo",
    "reporter": "填报人 上报人 报送人 录入人 登记人 填表人 信息员 线索提供人 提供人 信息提供人",
    "counterpart": "接待人员 对方参加人员 会见人员 对方人员 企业参加人员 受访人 企业接待人",
    "venue": "地点 走访地点 洽谈地点 活动地点 会面地点 考察地点 venue",
    "signed_flag": "是否签约 是否已签约 签约与否 是否签订协议",
    "name": "姓名 干部姓名 人员姓名 挂职干部姓名 name fullname",
    "gender": "性别 gender sex",
    "sending_unit": "派出单位 选派单位 原单位 工作单位 原工作单位 所在单位 派出单位及职务 工作单位及职务 sendingunit",
    "host_unit": "挂职单位 学习锻炼单位 接收单位 派驻单位 锻炼单位 挂职锻炼单位 派往单位 驻点单位 hostunit hostdistrict",
}  # fmt: skip

# Columns known to be of no use here: never asked about, never taken for another field.
IGNORED_WORDS = (
    "注册资本 注册资金 成立时间 成立日期 占地面积 用地面积 用地需求 面积 年产值 产值 税收 年税收 预计税收 年纳税 营业收入 年营收 主营业务收入 利润 员工人数 "
    "就业人数 带动就业 固定资产投资 其中固定资产投资 设备投资 传真 邮编 网址 网站 照片 附件 经度 纬度 出生年月 民族 政治面貌 学历 身份证号 籍贯 签字 签名 "
    "成立年份 企业性质 企业类型 单位性质 经营范围 主营业务 主营产品 主要产品 是否上市 是否500强 是否上市公司 评分 打分 完成率 占比 同比 增长率"
)

# Where no exact word fits, the first of these that is found in the header speaks (checked in this order).
KEYWORDS: tuple[tuple[str, str], ...] = (
    ("seq", r"^序号|^编号$"),
    ("uscc", r"信用代码|机构代码|creditcode"),
    ("signed_flag", r"^是否.*签"),
    ("ignore", (r"^是否|注册资(本|金)|营业?收(入)?|产值|税收?|纳税|利润|亩|面积|用地|用工|就业|员工|固定资产|设备投资|传真|邮编|网址|照片|附件|出生|学历|民族|面貌|身份证|完成率|占比|"
               r"成立(时间|日期)|经营范围|主营|年销售|投资强度")),
    ("summary", r"^(项目|企业|公司)?(概况|简介|内容|情况介绍)"),
    ("paid_in", r"到位|到资|实缴|完成投资|已投|paid"),
    ("problems", r"问题|困难|诉求|需协调|需求|建议"),
    ("next_step", r"下一?步|打算|工作计划|工作安排|next"),
    ("signing_date", r"签(约|订|署).*(时间|日期|年月)|合同.*(时间|日期)|协议.*(时间|日期)|sign.*date|date.*sign"),
    ("start_date", r"(开工|动工|竣工|投产|建成|建设|开业|落地|注册).*(时间|日期|年限|周期)|建设(期|周期|年限)"),
    ("update_date", r"(更新|最近|最新|末次|上次|跟进|下次).*(时间|日期)|last.*(date|contact)|updated"),
    ("date", r"(首次|初次|第一次|最早|首谈|首报).*(时间|日期)|first.*(date|contact)"),
    ("visit_date", r"(走访|拜访|考察|来访|会见|见面|会面|调研|活动|登门|回访).*(时间|日期)|visit.*date|date.*visit"),
    ("date", r"时间|日期|年月日?|date|when$"),
    ("progress", r"(进展|进度|状态|阶段|进程|动态)(情况|记录|说明|程度)?$|(投资|合作)意[向愿]$|(跟踪|跟进|洽谈|对接|推进)记录|进展情况"),
    ("company", r"(项目|投资|合作|承接)方(名称|单位)?$|(拜访|走访|洽谈|对接|招商|考察|跟踪)对象$"),
    ("contact", r"联系人|企业.*(负责人|联络人|对接人|代表)|客商.*(姓名|代表|联系)|对方.*(负责人|联系|代表)|法定代表|法人|董事长|总经理|contact"),
    ("officer_phone", r"(责任人|专员|对接人|经办人|跟踪人|干部|招商员|负责人).*(电话|手机|联系方式)"),
    ("phone", r"电话|手机|联系方式|联系号码|phone|tel\b|mobile"),
    ("leader", r"(包保|包联|责任|分管|牵头|挂钩|带队|联系|市级|县级).*领导"),
    ("officers", (r"责任人|跟踪人|跟进人|对接人|专员|经办|承办人|包保|包联|联络[员人]|招商(人|员|干部)|牵头人|首谈人|洽谈人|走访人|拜访人|参[加与]人|干部|管家|店小二|"
               r"项目负责人|负责人|落实人|服务人员|responsible|owner|officer|assigned|handler")),
    ("reporter", r"填报人|上报人|报送人|录入人|登记人|填表人|提供[人者]"),
    ("currency", r"币种|货币|currency"),
    ("amount", r"(总|拟|计划|意向|协议|合同|签约|预计|估算|约定|概算|项目).*(投资|金额|资金|额$)|投资.*(额|总|规模|金额|预算|估算)|金额|investment|amount|capex|^投资$|投资体量|预估投资|资金(规模|总额|量)"),
    ("title", r"项目.*名称|project.*(name|title)"),
    ("industry", r"产业|行业|领域|方向|链条|industry|sector"),
    ("place", r"(企业|公司|投资方|客商|单位|总部|项目方)?.*(所在地|所在|来源地|注册地|地址|省份|城市|属地|籍贯|总部)|location|address|city"),
    ("landing", r"落户|落地|选址|承接|建设地|拟投.*(地|园)|投资地"),
        ("source", r"来源|渠道|途径|引荐|推荐|介绍人|source|channel|referr"),
    ("host_unit", r"挂职.*单位|锻炼.*单位|接收单位|派驻"),
    ("sending_unit", r"派出单位|选派单位|原.*单位|工作单位"),
    ("unit", r"(责任|填报|报送|牵头|承办|招商|归口|首谈|所属|上报|跟踪|引资).*(单位|部门|组)|专班|组别|小组|团队|部门|team|department"),
    ("company", r"(企业|公司|客商|投资[方商者人]|投资主体|业主|主体|单位|厂商|客户|合作方|招商对象).*(名称|全称|单位|名字|简称)?$|(企业|公司|客商|单位|机构|商会).*名|company|investor|enterprise|firm"),
    ("progress", r"进展|进度|推进|状态|阶段|现状|跟踪情况|落实|洽谈(情况|结果|程度)|对接(情况|结果)|目前情况|成效|progress|stage|status"),
    ("summary", r"简介|概况|内容|概述|描述|项目情况|基本情况|介绍|规模|summary|description|detail"),
    ("position", r"职务|职位|职称|position"),
    ("counterpart", r"接待|会见|受访"),
    ("venue", r"地点|venue"),
    ("remarks", r"备注|说明|附注|remark|note|comment"),
    ("industry", r"类别|类型|分类|type|category"),
    ("company", r"^(企业|公司|客商)"),
    ("title", r"项目$"),
    ("unit", r"单位"),
)  # fmt: skip
