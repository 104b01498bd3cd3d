using BackendAgents.Engineering.Checks;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Engineering.Diagnostics;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Rules;

/// <summary>What a cloud keeps is encrypted.</summary>
internal sealed class CloudKeepsEncrypted()
    : Rule(
        new RuleDescriptor(
            "OPS027",
            "What a cloud keeps is encrypted.",
            Area.Operations,
            Severity.Error,
            "Set storage_encrypted to true, with a key of your own.",
            "checkov CKV_AWS_16; CIS AWS Foundations 2.2.1"
        )
    )
{
    public override IEnumerable<Diagnostic> Check(CheckContext context) =>
        from resource in CloudResource.All(context)
        where resource.Type is "aws_db_instance" or "aws_rds_cluster" or "AWS::RDS::DBInstance" or "AWS::RDS::DBCluster"
        where resource["storage_encrypted"] != "true"
        select Descriptor.Report(resource.Place, "The database keeps its rows in the clear.");
}
