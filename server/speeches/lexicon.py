"""The words of official prose that the grammar leans on. Data only.

Words that only one text would need do not belong here: each is common in speeches, reports and
notices.
"""


def _words(lines: str) -> tuple[str, ...]:
    return tuple(lines.split())


# Verbs that open an item and say something: "立足…、立足…" is a list. They also govern lists
# (弘扬A、B、C的精神).
TELLING_VERBS = frozenset(
    _words(
        """
    统筹 查摆 立足 着眼 着力 聚焦 紧扣 围绕 瞄准 突出 注重 强化 细化 优化 深耕 扎根
    植根 投身 献身 服务 奉献 牢记 铭记 不忘 忠诚 热爱 敬畏 树立 树牢 筑牢 夯实 打造
    打牢 打好 打赢 守住 守好 守牢 把好 把牢 抓好 抓实 抓细 抓住 做好 做实 做强 做优
    做大 办好 办实 抓紧 用好 用活 管好 管住 建好 建强 育好 唱响 讲好 传承 弘扬 践行 担当 担起 扛起
    扛牢 压实 落实 确保 保障 保证 保持 保护 维护 捍卫 严守 恪守 坚守 坚定 敢于 勇于
    善于 乐于 甘于 勤于 精于 忠于 严于 便于 有利于 带头 率先 一起 共同 共享 共建 共治
    主动 积极 始终 时刻 更加 更好 更快 全面 全力 依靠 依法 凭借 借助 运用 利用 发挥
    激发 激活 增进 增强 培育 培养 造就 选好 配强 汇聚 凝聚 团结 统一 引领 引导 带动
    拉动 驱动 反对 防止 防范 防治 防控 化解 破解 破除 解决 克服 纠正 整治 整改 查找
    查处 惩治 遏制 杜绝 消除 减少 降低 严禁 禁止 拒绝 远离 警惕 学会 学习 掌握 熟悉
    了解 理解 领会 领悟 把握 认清 认识 读懂 弄通 研究 思考 谋划 部署 检查 考核 督促
    监督 评价 宣传 阐释 尊重 关心 关爱 爱护 帮助 支持 鼓励 倾听 回应 满足 方便 造福
    赢得 争取 争做 争创 争当 成为 建成 当好 勇当 勇做 甘当 善谋 敢闯 明确 健全 建立
    构建 创新 开创 开辟 开展 开拓 拓展 拓宽 畅通 打通 补齐 补强 夺取 取得 实施 执行
    履行 贯彻 遵守 遵循 服从 为了 依托 面向 走向 迈向 推广 普及 营造 净化 绿化 美化
    亮化 繁荣 振兴 壮大 培植 扩大 稳住 稳定 巩固 提振 提升 释放 盘活 具有 具备 拥有
    缺乏 缺少 没有 存在 重视 轻视 忽视 强调 反映 体现 展现 展示 彰显 凸显 适应 符合
    顺应 应对 认准 找准 校准 拧紧
    """
    )
)

# Verbs that every sentence has: a shared one makes no list.
GENERIC_VERBS = frozenset(
    _words(
        """
    坚持 推进 推动 加强 加快 实现 提高 建设 完善 深化 发展 促进 努力 继续 进行 完成 做到
    必须 应当 应该 需要 可以 能够 希望 要求
    """
    )
)
GOVERNORS = TELLING_VERBS | GENERIC_VERBS

# One character in front makes a list when five or more items have it: 抓学习、抓作风、抓班子….
ONE_CHARACTER_VERBS = frozenset(
    "优促保兴减创办去善增学守尽建强当惠懂扩抓控提敢敬查比求治爱看破稳立育能补讲谋转重防降"
)

# These govern a run too, and open no item of their own.
PREPOSITIONS = frozenset(
    _words(
        """
    按照 根据 遵循 秉持 秉承 本着 围绕 形成 构成 达到 达成 体现 通过 包括 包含 涉及
    关于 分为 分成 在于 处理 就是 称为 叫做 概括 使 让
    """
    )
)

# What may stand before a governing verb.
ADVERBS = frozenset(
    _words(
        """
    要 还要 就要 也要 都要 又 更 并 也 能 会 必须 应当 应该 需要 进一步 不断 切实
    大力 着力 努力 积极 全面 统筹 深入 扎实 持续 有效 充分 加快 协调 牢固 继续 始终
    自觉 主动 认真 严格 坚决 有力 稳步 有序 重点 尽快 逐步 全力 奋力 同时 从而 以及
    特别是 尤其是
    """
    )
)

# What a shared ending of three items may not be: what is acted upon, or says nothing.
OBJECT_NOUNS = frozenset(
    _words(
        """
    人民 群众 百姓 中国 祖国 社会 国家 世界 人类 实践 生活 历史 时代 未来 问题 工作
    方式 方面 领域
    """
    )
)

# Runs of these are people and places, not lists to recite.
ENTITY_NOUNS = _words(
    """
    书记 主任 主席 局长 市长 省长 县长 部长 处长 科长 院长 校长 所长 厂长 经理 教授
    委员 代表 同志 先生 女士 院士 博士 硕士 大学 学院 公司 集团 医院 中学 小学 银行
    研究所 出版社 小组 分校 广场 公园 车站 机场 大桥 铁路 公路 半岛 山脉 专业 奖章
    同学 老师 联盟 共和国 自治区
    """
)

# The nouns that close a list standing before them (K3), with at least four items.
NAMING_NOUNS = _words(
    """
    总要求 要求 原则 方针 理念 精神 关系 目标 标准
    """
)

# The nouns that a label before a colon may end in.
LABEL_NOUNS = NAMING_NOUNS + _words(
    """
    任务 内容 措施 举措 做法 特点 特征 表现 问题 原因 意义 作用 步骤 环节 条件 情形
    事项 重点 途径 方法 思路 成效 成绩 经验 体会 启示 建议 意见 因素 要点 要素 类型
    阶段 部分 方面 职责 义务 权利 功能 指标 材料 程序 流程 纪律 口号 主线 誓词 形式
    方式 手段 载体 分类 结构 种类 性质 规律 成分 基础 关键 优势
    """
)

# Counting words. 个人, 个月 and the like are amounts: see QUANTITY_NOUNS.
MEASURES = _words(
    """
    大块 方面 方位 阶段 部分 环节 层次 层面 维度 大类 句话 步骤 个字 个 大 项 点 种
    条 块 句 类 步 层 对 件 关 招 手 道 把 张 套 批 股 场 支 篇 笔 堂 字 者 重 本 样
    份 颗 组 根(?=弦) 面(?=镜|旗)
    """
)

# After number and measure these (patterns) are amounts, people or places: they announce no list.
QUANTITY_NOUNS = _words(
    """
    小时 星期 百分点 世纪 季度 国家 单位 部门 企业 学校 家庭 孩子 儿子 女儿 子女 同志
    代表 委员 工作日 小组 工程队 座位 字母 汉字 学生 老师 医院 城市 地区 民族 朝代
    同学 员工 党员 分钟 角落 乡镇 社区 村子 街道 朋友 女人 男人 老人 少年 姑娘 小伙
    兄弟 姐妹 哥哥 弟弟 姐姐 妹妹 队员 选手 球队 国 战士 士兵 工人 农民 客人 商人
    师(?!生|德|资|傅|风) 诗人 作家 县区 省份 省市 区县 人(?!才|民|物|生|文|心|大) 年(?!轻|度) 月
    半 亿 万 百 千 .{1,3}组(?![织合建成]) 大区 片区 园区
    """
)
# These only if nothing follows: 三个市, but 两个市场.
QUANTITY_ALONE = frozenset("乡区县名周多女季家市度户村班男省秒米老镇")
