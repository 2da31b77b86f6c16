package static
import ("testing";"os")
func TestX(t *testing.T){ s,err:=New(); if err!=nil{t.Fatal(err)}
 b,_,_:=s.File("phone/ballot.js"); z,_:=s.FileGzip("phone/ballot.js"); t.Log(len(b),len(z)); os.WriteFile("/tmp/ballot.js",b,0644)
 p,err:=s.Phone(PhonePage{Lang:"zh-CN",Page:"ballot",Title:"市直部门单位服务窗口公开评议",Rehearsal:true,Grades:[]string{"满意","基本满意","不满意","不了解"},NoOpinion:"3",Item:&PhoneItem{ID:37,Of:100,Run:1,Phase:"open",Deadline:1,Unit:PhoneUnit{"W037","</script>市国有资产<b>监督管理委员会综合受理窗口","市国资委","行政审批类"}},Frame:`{"revision":1,"phase":"running","session":{"title":"</script><!--"}}`})
 if err!=nil{t.Fatal(err)}; z2,_:=compress(p); t.Log(len(p),len(z2)); os.WriteFile("/tmp/p.html",p,0644); t.Log(s.PhoneCSP("a.b:80"))
}
