package rehearse_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing/fstest"
)

// Scenarios of other shapes, made up from a seed. What each must come to is counted
// here, ballot by ballot, without the program's own rules.

// size is how large a made-up scenario is to be.
type size struct{ units, people, criteria int }

var (
	places  = []string{"东岭", "西河", "南湾", "北桥", "青石", "白沙", "红旗", "新华", "永安", "临江", "长兴", "和平"}
	offices = []string{"税务所", "市场监管所", "派出所", "卫生院", "司法所", "便民服务中心", "供电所", "自来水站"}
	bureaus = []string{
		"发展改革委", "教育局", "科技局", "公安局", "民政局", "司法局", "财政局", "人社局", "自然资源局", "生态环境局", "住建局", "交通运输局",
		"水利局", "农业农村局", "商务局", "文旅局", "卫生健康委", "应急管理局", "审计局", "市场监管局", "统计局", "医保局", "城管局", "信访局",
	}
	kinds      = []string{"服务对象", "基层单位", "人大代表政协委员", "企业", "社会监督"}
	dimensions = []string{"履行职责", "优化环境", "为民服务", "党建工作", "廉洁勤政", "工作作风"}
	promises   = []string{
		"收费项目全部公示", "窗口延时服务", "一次性告知", "审批时限压缩一半", "办件进度网上可查", "上门服务老年人", "投诉七日内答复", "政策解读进企业",
		"取消无依据证明", "开通线上预约",
	}
	surnames = []string{"张", "王", "李", "赵", "陈", "周", "吴", "孙", "马", "朱"}
	given    = []string{"明", "红", "建国", "桂霞", "丽华", "志强", "敏", "卫东", "海燕", "杰"}
)

// made is what all of them have.
type made struct {
	random *rand.Rand
	units  []madeUnit
	people []person
	files  fstest.MapFS
}

type madeUnit struct{ id, name, department, class string }

type person struct {
	id, name, employer string
	category           int
}

func newMade(seed uint64) made {
	return made{random: rand.New(rand.NewPCG(seed, 11)), files: fstest.MapFS{}}
}

// populate makes up units that the naming gives names to, and people of so many
// categories, of whom some work where they may not appraise.
func (m *made) populate(s size, letter string, categories int, name func(i int) (name, department string), classes ...string) {
	for i := range s.units {
		u := madeUnit{id: fmt.Sprintf("%s%03d", letter, i+1), class: classes[m.random.IntN(len(classes))]}
		u.name, u.department = name(i)
		m.units = append(m.units, u)
	}
	for i := range s.people {
		p := person{
			id: fmt.Sprintf("M%05d", i+1), category: m.random.IntN(categories),
			name: surnames[m.random.IntN(len(surnames))] + given[m.random.IntN(len(given))],
		}
		if m.random.IntN(12) == 0 {
			p.employer = m.units[m.random.IntN(len(m.units))].department
		}
		m.people = append(m.people, p)
	}
}

func (m *made) write(name, text string) { m.files[name] = &fstest.MapFile{Data: []byte(text)} }

func (m *made) writeJSON(name string, value any) {
	text, _ := json.MarshalIndent(value, "", " ") // plain data
	m.write(name, string(text)+"\n")
}

// writeLists writes the units and the roster.
func (m *made) writeLists(unitsFile string, categories []string) {
	units, roster := "\ufeff编号,单位,主管部门,类别\n", "\ufeff代表证号,姓名,代表类别,所在单位\n"
	for _, u := range m.units {
		units += fmt.Sprintf("%s,%s,%s,%s\n", u.id, u.name, u.department, u.class)
	}
	for _, p := range m.people {
		roster += fmt.Sprintf("%s,%s,%s,%s\n", p.id, p.name, categories[p.category], p.employer)
	}
	m.write(unitsFile, units)
	m.write("representatives.csv", roster)
}

// rounded is a number rounded half up, as it is printed.
func rounded(value *big.Rat, places int) string {
	one := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil))
	half := new(big.Rat).Add(new(big.Rat).Mul(value, one), big.NewRat(1, 2))
	return decimal(new(big.Int).Quo(half.Num(), half.Denom()), places)
}

func parsed(text string) *big.Rat {
	value, _ := new(big.Rat).SetString(text)
	return value
}

// placed is one more than the number of those with a better score.
func placed(own string, others []string) int {
	if own == "" {
		return 0
	}
	place := 1
	for _, other := range others {
		if better(other, own) {
			place++
		}
	}
	return place
}
