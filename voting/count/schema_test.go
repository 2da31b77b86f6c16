package count

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"
)

// The schema for editors is made from the kinds themselves, so that it cannot
// know another format than the engine.

type js = map[string]any

func str(about string) js { return js{"type": "string", "description": about} }

func enum(about string, words ...string) js {
	return js{"enum": words, "description": about}
}

func num(about string) js { return js{"type": "number", "description": about} }

func integer(least int, about string) js {
	return js{"type": "integer", "minimum": least, "description": about}
}

func between(low, high int, about string) js {
	return js{"type": "integer", "minimum": low, "maximum": high, "description": about}
}

func weight(about string) js { return js{"type": "number", "minimum": 0, "description": about} }

func percent() js {
	return js{"type": "number", "minimum": 0, "maximum": 100, "description": "百分数，20% 写 20；不到 1% 的，旁边要写 less_than_1_percent. 20 % is 20; less than 1 wants less_than_1_percent beside it"}
}

func listOf(items js, about string) js {
	return js{"type": "array", "items": items, "minItems": 1, "description": about}
}

func record(required []string, properties js) js {
	return js{"type": "object", "required": required, "properties": properties, "additionalProperties": false}
}

// onlyOne is a record with one of its properties.
func onlyOne(properties js) js {
	s := record([]string{}, properties)
	s["minProperties"], s["maxProperties"] = 1, 1
	return s
}

func ref(name string) js { return js{"$ref": "#/$defs/" + name} }

func small() js {
	return js{"const": true, "description": "旁边的百分数确实不到 1% the percentages beside it are meant to be less than 1 %"}
}

func withBounds(properties js) js {
	for _, b := range bounds() {
		properties[b] = num("")
	}
	properties[keySmall] = small()
	properties["is"] = js{"type": []string{"number", "string"}, "description": "a number, or a word of a table of bands"}
	return properties
}

func eachOnce(items js, about string) js {
	list := listOf(items, about)
	list["uniqueItems"] = true
	return list
}

// keySchema says what each key of a step holds; "do.key" goes before "key".
func keySchema() map[string]js {
	names := listOf(str(""), "名单 tables that hold a list")
	return map[string]js{
		"of": str("读取的表 the table that is read"), "over": str("沿哪个轴 the axis that is folded away"),
		"inside":             enum("在什么范围内 among whom", "class", "session", "all"),
		"missing":            enum("缺数怎么办 what to do where a value is missing", leaveOut, refuse, asZero),
		"difference.missing": enum("缺数怎么办 what to do where one of the two is missing", refuse, noValue), "minus": str("减去的表 the table that is taken off"),
		"round": ref("round"), "weights": str("权重表 a table of weights"),
		"parts":      listOf(record([]string{"of", "weight"}, js{"of": str(""), "weight": weight("")}), "各部分及其权重 tables with their weights"),
		"mean.parts": eachOnce(str(""), "各部分 tables"), "sum.parts": eachOnce(str(""), "各部分 tables"),
		"by":     js{"type": []string{"number", "string"}, "description": "a number or a table"},
		"base":   str("分母 the denominator: issued, checked in, membership, collected, valid, with an opinion, all marks, all ticks, or a table"),
		"grades": js{"anyOf": []js{enum("", "headline", "each"), eachOnce(str(""), "")}, "description": "哪些等次 which grades"},
		"list":   str("哪张名单 which list of a choice"), "axis": str("轴 an axis whose labels stand in the rulebook"),
		"labels": eachOnce(str(""), "要取的 the labels to keep"),
		"high":   integer(0, "去掉几个最高 how many of the highest go"), "low": integer(0, "去掉几个最低 how many of the lowest go"),
		"least":       integer(1, "至少几个才去 from how many on"),
		"below_least": enum("不足时 with fewer", "leave all", "no value"),
		"style":       enum("并列写法 how shared places are written", "1224", "1223", "average"),
		"first":       enum("高者在前或低者在前 which end comes first", "high", "low"),
		"ties": listOf(js{"anyOf": []js{enum("", decisionVote, decisionLot, "shared"),
			record([]string{"by", "first"}, js{"by": str(""), "first": enum("", "high", "low")})}}, "并列如何分先后 the chain of ties"),
		"points": num("满分 points"), "place points.points": listOf(num(""), "各名次的分 points by place"),
		"shared": enum("并列得分 what those who share places get", "average", "best"), "beyond": num("其后各名次 points of all later places"),
		"of_two": enum("双数时取中间两张中的哪一张 which of two votes in the middle", "lower", "higher"),
		"take": {"anyOf": []js{integer(1, ""), {"type": "object", "additionalProperties": integer(0, "")}},
			"description": "取几名，或各类各取几名 how many, or how many of each class"},
		"take_percent": {"anyOf": []js{{"type": "number", "exclusiveMinimum": 0, "maximum": 100}, {"type": "object", "additionalProperties": percent()}},
			"description": "取有数值者的百分之几，或各类各取百分之几 a percentage of those with a figure, instead of take"},
		keySmall:          small(),
		"fraction":        enum("百分比取整 whole units of a percentage", fractions()...),
		"tied_at_the_cut": enum("卡线并列 those tied across the cut", "expand", "shrink", "break", decisionVote),
		"on":              names, "not_on": names, "only_if": listOf(ref("condition"), "条件 conditions, all of which hold"),
		"bands": listOf(ref("band"), "各档，从上到下 the first that fits"),
		"add":   eachOnce(str(""), "加分表 tables of bonuses"), "subtract": eachOnce(str(""), "扣分表 tables of deductions"),
		"cap": num("合计上限 all of them together at most"), "at_most": num("结果上限"), "at_least": num("结果下限"),
		"from": num("最低者得"), "to": num("最高者得"), "all_equal": num("全部相同时得 when all are equal"),
		"fill to 100.by": enum("补足办法", "residual", "largest remainder"),
		"events":         listOf(ref("condition"), "各次，最近的在后 the events, the newest last"),
	}
}

func stepSchema(t *testing.T, k kind) js {
	keys := keySchema()
	properties := js{"name": str("本步的名字，也是所写的表的名字 the step, and the table it writes"), "do": js{"const": k.do}, "note": str(""), "round": ref("round")}
	for _, key := range slices.Concat(k.required, k.optional) {
		s, ok := keys[k.do+"."+key]
		if !ok {
			s, ok = keys[key]
		}
		if !ok {
			t.Fatalf("the schema does not know the key %q of %q", key, k.do)
		}
		properties[key] = s
	}
	s := record(append([]string{"name", "do"}, k.required...), properties)
	if k.do == "cut" {
		s["oneOf"] = []js{{"required": []string{"take"}, "not": js{"required": []string{"fraction"}}}, {"required": []string{"take_percent", "fraction"}, "not": js{"required": []string{"take"}}}}
	}
	return s
}

func ballotSchema() js {
	grade := record([]string{"label"}, js{
		"label": str(""), "points": num("分值"), "in_base": js{"type": "boolean", "description": "计入基数 counts in the base; said where there are no points, and of a grade that takes no number"},
		"headline": js{"type": "boolean"}, "from": num("该等次的最低分；不带分数的等次没有 with numbers beside it; none where the grade takes no number"), "to": num(""),
	})
	share := js{"anyOf": []js{record([]string{"grade", "percent"}, js{"grade": str(""), "percent": percent(), keySmall: small()}),
		record([]string{"from", "to", "percent"}, js{"from": num(""), "to": num(""), "percent": percent(), keySmall: small()})}, "description": "某等次或某分数段占几成 how many percent of the rows"}
	criterion := record([]string{"label"}, js{"label": str(""), "weight": weight("")})
	return record([]string{"sheet"}, js{
		"sheet":  enum("一票一单位，或一票全部单位", oneUnit, allUnits),
		"grades": listOf(grade, "等次"), "numbers": record([]string{"from", "to", "step"}, js{"from": num(""), "to": num(""), "step": num("")}),
		"choose":   listOf(record([]string{"list", "at_most"}, js{"list": str(""), "at_least": integer(0, ""), "at_most": integer(1, "")}), "选 N"),
		"criteria": js{"anyOf": []js{js{"const": "of the unit"}, listOf(criterion, "")}, "description": "指标；“of the unit”为各单位自己的承诺"},
		"patterns": listOf(onlyOne(js{
			"void_if_all_equal": js{"type": "boolean"}, "void_if_all": js{"type": []string{"string", "number"}, "description": "等次或分数 a grade or a number"},
			"at_most": share, "at_least": share,
		}), "整票作废的规律"),
		"over_vote": enum("多选怎么办", voidBallot, voidRow),
	})
}

func schema(t *testing.T) js {
	var steps []js
	for _, k := range kinds() {
		steps = append(steps, stepSchema(t, k))
	}
	labels := listOf(record([]string{"label"}, js{"label": str(""), "weight": weight("")}), "")
	properties := js{
		"$schema": js{"type": "string"}, "rulebook": js{"const": 2}, "title": js{"type": "string", "minLength": 1, "description": "名称"}, "ballot": ballotSchema(),
		"categories": listOf(record([]string{"label"}, js{"label": str(""), "seats": integer(0, "名额"), "weight": weight("权重")}), "代表类别"),
		"axes":       listOf(record([]string{"name", "labels"}, js{"name": str(""), "labels": labels}), "自定的轴 axes of the rulebook's own"),
		"imported":   listOf(record([]string{"name", "axes"}, js{"name": str(""), "axes": js{"type": "array", "items": str("")}, "optional": js{"type": "boolean", "description": "可以没有 may stay away as a whole"}, "note": str("")}), "外来数据 figures from elsewhere"),
		"steps":      js{"type": "array", "items": js{"anyOf": steps}, "minItems": 1},
		"result":     js{"type": "object", "additionalProperties": js{"type": "string"}, "minProperties": 1},
	}
	for _, key := range conductKeys() {
		properties[key] = str("")
		if words := conductWords(key); words != nil {
			properties[key] = enum("", words...)
		}
	}
	s := record([]string{"rulebook", "title", "ballot", "steps", "result"}, properties)
	s["$schema"], s["title"] = "https://json-schema.org/draft/2020-12/schema", "评分办法 rulebook, version 2"
	s["$defs"] = js{
		"round":     record([]string{"places", "mode"}, js{"places": between(0, maxPlaces, ""), "mode": enum("", string(HalfUp), string(HalfEven), string(Truncated))}),
		"condition": record([]string{"table"}, withBounds(js{"table": str("")})),
		"band": record([]string{}, withBounds(js{"label": str(""), "points": num(""), "otherwise": js{"const": true},
			"when": listOf(ref("condition"), "")})),
	}
	return s
}

const schemaFile = "../../docs/rulebook.schema.json"

func TestSchemaIsOfThisFormat(t *testing.T) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(schema(t)); err != nil {
		t.Fatal(err)
	}
	if os.Getenv("SCHEMA") == "write" {
		if err := os.WriteFile(schemaFile, text.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text.Bytes(), want) {
		t.Errorf("%s is not of this format; run SCHEMA=write go test ./voting/count -run Schema", schemaFile)
	}
}
