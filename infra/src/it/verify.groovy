import groovy.json.JsonSlurper
import java.util.jar.JarFile

def cloudAssembly = new File(basedir, '../../target/it/cdk-java/target/cdk.out')
def template = new JsonSlurper().parse(new File(cloudAssembly, 'Rollout.template.json'))
def functions = template.Resources.values().findAll { it.Type == 'AWS::Lambda::Function' }*.Properties
assert template.Resources.values().count { it.Type == 'Custom::IoTJobExecution' } == 2
assert functions*.Handler == ['jobsweep.jobexecution.JobExecutionHandler', 'jobsweep.cloudformation.OnFailureHandler']

functions.each { function ->
    new JarFile(new File(cloudAssembly, "asset.${function.Code.S3Key}")).withCloseable { archive ->
        assert archive.getEntry(function.Handler.replace('.', '/') + '.class') != null
    }
}
return true
