using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>Policies of AWS as Terraform encodes them.</summary>
internal static class AwsPolicies
{
    /// <summary>A service of AWS may take the role.</summary>
    public static HclExpression Trust(string service) =>
        HclExpression.Of(
            $$"""
            jsonencode({
              Version = "2012-10-17"
              Statement = [{
                Effect    = "Allow"
                Action    = "sts:AssumeRole"
                Principal = { Service = "{{service}}.amazonaws.com" }
              }]
            })
            """
        );

    /// <summary>These secrets and their key, and no other.</summary>
    public static HclExpression Secrets { get; } =
        HclExpression.Of(
            """
            jsonencode({
              Version = "2012-10-17"
              Statement = [
                { Effect = "Allow", Action = ["secretsmanager:GetSecretValue"], Resource = values(var.secret_arns) },
                { Effect = "Allow", Action = ["kms:Decrypt"], Resource = [var.kms_key_arn] },
              ]
            })
            """
        );

    /// <summary>How many images stay.</summary>
    public static HclExpression KeptImages { get; } =
        HclExpression.Of(
            """
            jsonencode({
              rules = [{
                rulePriority = 1
                description  = "Fifty versions to go back to"
                selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 50 }
                action       = { type = "expire" }
              }]
            })
            """
        );
}
