using BackendAgents.Engineering.Capabilities.Infrastructure.Hcl;
using static BackendAgents.Engineering.Capabilities.Infrastructure.Hcl.HclExpression;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.Terraform.Aws;

/// <summary>What keeps things: the database, the secrets, the images.</summary>
internal static class AwsData
{
    public static TerraformModule Database(CloudSizing sizing)
    {
        var engine = sizing.IsMySql ? "mysql" : "postgres";
        return new TerraformModule(
            "database",
            "The database: encrypted, private, every moment of the last weeks can be brought back.",
            [
                ModuleInput.OfName,
                new("subnet_ids", "list(string)", "Private subnets.", "module.network.private_subnet_ids"),
                new("security_group_id", "string", "Group that the service alone reaches.", "module.network.database_group_id"),
                new("kms_key_arn", "string", "Key that encrypts.", "module.secrets.kms_key_arn"),
                new("instance_class", "string", "Size of the machine.", "var.database_class"),
                new("storage", "number", "Room at the beginning, in GiB; it grows by itself to four times that.", "var.database_storage"),
            ],
            [
                new HclBlock("resource", "aws_db_subnet_group", "main") { { "name", Var("name") }, { "subnet_ids", Var("subnet_ids") } },
                new HclBlock("resource", "aws_db_parameter_group", "main")
                {
                    { "name", Var("name") },
                    { "family", sizing.IsMySql ? "mysql8.4" : "postgres15" },
                    new HclBlock("parameter")
                    {
                        { "name", sizing.IsMySql ? "require_secure_transport" : "rds.force_ssl", "Nobody speaks to it in the clear." },
                        { "value", "1" },
                    },
                },
                new HclBlock("resource", "aws_db_instance", "main")
                {
                    { "identifier", Var("name") },
                    { "engine", engine },
                    { "engine_version", sizing.IsMySql ? "8.4" : "15" },
                    { "instance_class", Var("instance_class") },
                    { "allocated_storage", Var("storage") },
                    { "max_allocated_storage", Of("4 * var.storage") },
                    { "db_name", "app" },
                    { "username", "app" },
                    { "manage_master_user_password", true, "AWS makes the password: it is in no file and no state." },
                    { "master_user_secret_kms_key_id", Var("kms_key_arn") },
                    { "storage_encrypted", true },
                    { "kms_key_id", Var("kms_key_arn") },
                    { "multi_az", sizing.HasStandby, "From the target of availability." },
                    { "publicly_accessible", false },
                    { "backup_retention_period", CloudSizing.BackupDays, "Days for which every moment can be brought back." },
                    { "copy_tags_to_snapshot", true },
                    { "deletion_protection", true },
                    { "skip_final_snapshot", false },
                    { "final_snapshot_identifier", Of("\"${var.name}-last\"") },
                    { "auto_minor_version_upgrade", true },
                    { "performance_insights_enabled", true },
                    { "performance_insights_kms_key_id", Var("kms_key_arn") },
                    {
                        "enabled_cloudwatch_logs_exports",
                        sizing.IsMySql ? HclBlock.Texts("error", "slowquery") : HclBlock.Texts("postgresql", "upgrade")
                    },
                    { "db_subnet_group_name", Of("aws_db_subnet_group.main.name") },
                    { "parameter_group_name", Of("aws_db_parameter_group.main.name") },
                    { "vpc_security_group_ids", new[] { Var("security_group_id") } },
                },
            ],
            [
                ("id", "aws_db_instance.main.identifier", "The instance, for alarms."),
                ("address", "aws_db_instance.main.address", "Where it is."),
                ("arn", "aws_db_instance.main.arn", "The instance, for backups."),
                ("password_secret_arn", "aws_db_instance.main.master_user_secret[0].secret_arn", "Where AWS keeps the password."),
            ]
        );
    }

    public static TerraformModule Secrets(CloudSizing sizing) => Secrets(sizing.Secrets, "the service");

    /// <summary>The key, and secrets of some names.</summary>
    /// <param name="names">The names, below that of the whole.</param>
    /// <param name="whose">Whose they are, for people.</param>
    public static TerraformModule Secrets(IEnumerable<string> names, string whose) =>
        new(
            "secrets",
            $"The secrets of {whose}, without their content: a person puts that in, so that no state holds it.",
            [ModuleInput.OfName],
            [
                new HclBlock("data", "aws_caller_identity", "current"),
                new HclBlock("data", "aws_partition", "current"),
                new HclBlock("resource", "aws_kms_key", "main")
                {
                    { "description", Of("\"What ${var.name} keeps\"") },
                    { "enable_key_rotation", true },
                    { "deletion_window_in_days", 30 },
                    { "policy", AwsPolicies.Key, "The account decides who uses it; CloudWatch tells alarms through an encrypted topic." },
                },
                new HclBlock("resource", "aws_kms_alias", "main")
                {
                    { "name", Of("\"alias/${var.name}\"") },
                    { "target_key_id", Of("aws_kms_key.main.key_id") },
                },
                new HclBlock("resource", "aws_secretsmanager_secret", "service")
                {
                    { "for_each", Of($"toset({HclText.Expression(names)})") },
                    { "name", Of("\"${var.name}/${each.key}\"") },
                    { "kms_key_id", Of("aws_kms_key.main.arn") },
                    { "recovery_window_in_days", 30 },
                },
            ],
            [
                ("kms_key_arn", "aws_kms_key.main.arn", "Key that encrypts what is kept."),
                (
                    "arns",
                    "{ for name, secret in aws_secretsmanager_secret.service : name => secret.arn }",
                    "The secrets by their settings."
                ),
            ]
        );

    public static TerraformModule Registry() =>
        Registry(
            ModuleInput.OfName,
            null,
            Var("name"),
            Of("aws_ecr_repository.main.name"),
            ("url", "aws_ecr_repository.main.repository_url", "Where images are pushed to.")
        );

    /// <summary>A repository for each of several images.</summary>
    /// <param name="repositories">An expression: what they are called, by whose they are.</param>
    public static TerraformModule Registries(string repositories) =>
        Registry(
            new ModuleInput("repositories", "map(string)", "What they are called, by whose they are.", repositories),
            Var("repositories"),
            Of("each.value"),
            Of("aws_ecr_repository.main[each.key].name"),
            (
                "urls",
                "{ for name, repository in aws_ecr_repository.main : name => repository.repository_url }",
                "Where images are pushed to."
            )
        );

    private static TerraformModule Registry(
        ModuleInput given,
        HclExpression? each,
        HclExpression name,
        HclExpression repository,
        (string Name, string Value, string Description) output
    ) =>
        new(
            "registry",
            "Where images are pushed to. A tag never changes what it means.",
            [given, new("kms_key_arn", "string", "Key that encrypts.", "module.secrets.kms_key_arn")],
            [
                new HclBlock("resource", "aws_ecr_repository", "main")
                {
                    { "for_each", each },
                    { "name", name },
                    { "image_tag_mutability", "IMMUTABLE" },
                    new HclBlock("image_scanning_configuration") { { "scan_on_push", true } },
                    new HclBlock("encryption_configuration") { { "encryption_type", "KMS" }, { "kms_key", Var("kms_key_arn") } },
                },
                new HclBlock("resource", "aws_ecr_lifecycle_policy", "main")
                {
                    { "for_each", each },
                    { "repository", repository },
                    { "policy", AwsPolicies.KeptImages },
                },
            ],
            [output]
        );
}
