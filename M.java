import io.weir.decision.*; import io.weir.decision.CertifiedWalk.*; import java.util.*;
public class M { public static void main(String[] x){
 List<Fraud> f=new ArrayList<>();
 for(int i=0;i<200;i++) f.add(new Fraud("c"+i,"t"+i,0,0.5+i/1000.0,100,true));
 for(int i=0;i<400;i++) f.add(new Fraud("burst","b"+i,0,0.001,100,true));
 FilterCertificate c=CertifiedWalk.STANDARD.cut(f,new Traffic(new double[]{0},new double[]{0.9}),0.9,0).certificate();
 System.out.println(c.summary()); System.out.println(c.money()+" share "+c.money().share());
 // audit of a broken promise
 System.out.println(CertifiedWalk.STANDARD.audit(f,new ModelBundle.FilterCut(false,0.9,0.95,0.01,null),0.1).summary());
 Policy p=new Policy("x",1,"USD",Policy.standard("USD").costs(),Policy.standard("USD").review(),new Policy.Routing("review",null,"novelty",0),Rules.NONE);
 System.out.println("novelty at share 0, rank 1: "+p.noveltyQueue(1.0));
}}
