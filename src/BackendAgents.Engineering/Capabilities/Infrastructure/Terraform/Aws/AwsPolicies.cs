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

    /// <summary>The key: the account decides, and CloudWatch may tell of its alarms.</summary>
    public static HclExpression Key { get; } =
        HclExpression.Of(
            """
            jsonencode({
              Version = "2012-10-17"
              Statement = [
                {
                  Effect = "Allow"
                  Principal = {
                    AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
                  }
                  Action   = "kms:*"
                  Resource = "*"
                },
                {
                  Effect    = "Allow"
                  Principal = { Service = "cloudwatch.amazonaws.com" }
                  Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
                  Resource  = "*"
                  Condition = { StringEquals = { "aws:SourceAccount" = data.aws_caller_identity.current.account_id } }
                },
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
