using System.Text.RegularExpressions;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Infrastructure;

/// <summary>
/// Terraform before HashiCorp's parser, CloudFormation before AWS's specification, and both before our rules: what is right passes, and
/// each
/// of many mistakes is caught.
/// </summary>
[TestFixture("postgresql")]
[TestFixture("mysql")]
internal sealed class InfrastructureTests(string database)
{
    private const string Aws = "deploy/terraform/aws/";
    private const string Formation = "deploy/cloudformation/";
    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write()
    {
        var social = SampleBlueprints.Social();
        _delivery = Operated.Write(
            Operated.With(
                database == "mysql" ? social : social with { Deployment = social.Deployment with { Messaging = "sqs", Cache = "redis" } },
                database
            )
        );
    }

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [TestCase("aws")]
    [TestCase("azure")]
    public async Task Terraform_is_read_and_every_name_leads_somewhere(string cloud)
    {
        var judged = await JudgeAsync(_delivery.Folder, cloud);
        Assert.That(judged.Succeeded, Is.True, judged.Text);

        // Its own formatter, where the machine has it, has nothing to add.
        if (ProcessRunner.Find("terraform") is { } terraform)
        {
            var formatted = await Judges.RunAsync(
                _delivery.Folder,
                terraform,
                "fmt",
                "-check",
                "-diff",
                "-recursive",
                "deploy/terraform/" + cloud
            );
            Assert.That(formatted.Succeeded, Is.True, formatted.Text);
        }
    }

    [Test]
    public void Queues_are_there_where_events_go_by_them_and_what_is_not_made_is_said()
    {
        var isThere = database == "postgresql";

        foreach (var file in (string[])[Aws + "modules/queues/main.tf", Formation + "service.yaml"])
            Assert.That(_delivery.Files.Find(file)?.Content.Contains("social-media-events.fifo") ?? false, Is.EqualTo(isThere), file);
        // Redis is made on AWS, and said to be missing on Azure.
        Assert.That(_delivery.Files.Find(Aws + "modules/cache/main.tf") is not null, Is.EqualTo(isThere));
        Assert.That(_delivery.Read(Formation + "data.yaml").Contains("AWS::ElastiCache::ReplicationGroup"), Is.EqualTo(isThere));
        var readme = _delivery.Read("README.md");
        // Its address is one of the secrets that are filled before the last apply.
        Assert.That(readme.Contains("-target=module.database -target=module.cache\n"), Is.EqualTo(isThere));
        Assert.That(readme.Split("Not made here: Redis 7 (`ConnectionStrings__Cache`)"), Has.Length.EqualTo(isThere ? 2 : 1));
        Assert.That(readme.Split("`ConnectionStrings__Cache` is `ADDRESS:6379,ssl=true`"), Has.Length.EqualTo(isThere ? 3 : 1));
    }

    [Test]
    public async Task CloudFormation_is_what_the_specification_of_AWS_says()
    {
        var judged = await FormationAsync(_delivery.Folder);

        Assert.That(judged.Succeeded, Is.True, judged.Text);
    }

    [Test]
    public async Task Mistakes_in_Terraform_are_caught()
    {
        (string File, string From, string To, string Said)[] mistakes =
        [
            (Aws + "variables.tf", "default = 20\n", "default = \"many\"\n", "its default is not"),
            (Aws + "main.tf", "module.network.private_subnet_ids", "module.network.hidden_subnet_ids", "gives no hidden_subnet_ids"),
            (Aws + "main.tf", "target_group_arn =", "target_arn =", "takes no target_arn"),
            (Aws + "main.tf", "alarm_email", "alarm_mail", "there is no variable alarm_mail"),
            (Aws + "modules/network/main.tf", "aws_vpc.main.id", "aws_vpc.other.id", "there is no resource aws_vpc.other"),
            (Aws + "modules/registry/main.tf", "scan_on_push = true", "scan_on_push = [", "registry/main.tf"),
        ];
        await EachIsSaidAsync(mistakes, static folder => JudgeAsync(folder, "aws"));
    }

    [Test]
    public async Task Mistakes_in_CloudFormation_are_caught()
    {
        (string File, string From, string To, string Said)[] mistakes =
        [
            (Formation + "network.yaml", "EnableDnsHostnames: true", "EnableDnsHostnames: perhaps", "neither true nor false"),
            (Formation + "network.yaml", "MapPublicIpOnLaunch", "MapPublicIp", "MapPublicIp is not known"),
            (Formation + "network.yaml", "Ref: Gateway\n", "Ref: Gatewey\n", "there is no Gatewey"),
            (Formation + "service.yaml", "social-media-Images", "social-media-Pictures", "nobody exports social-media-Pictures"),
            (Formation + "service.yaml", "- DNSName", "- Name", "has no attribute Name"),
            (Formation + "service.yaml", "LoadBalancerArn:", "BalancerArn:", "LoadBalancerArn is missing"),
            (Formation + "data.yaml", "AWS::ECR::Repository", "AWS::ECR::Images", "there is no type AWS::ECR::Images"),
            (Formation + "data.yaml", "BackupRetentionPeriod: 30", "BackupRetentionPeriod: long", "no whole number"),
        ];
        await EachIsSaidAsync(mistakes, FormationAsync);
    }

    [TestCase("OPS027", Aws + "modules/database/main.tf", "storage_encrypted = true", "storage_encrypted = false")]
    [TestCase("OPS027", Formation + "data.yaml", "StorageEncrypted: true", "StorageEncrypted: false")]
    [TestCase("OPS028", Aws + "modules/network/main.tf", "from_port = 443", "from_port = 22")]
    [TestCase("OPS028", Formation + "network.yaml", "FromPort: 443", "FromPort: 22")]
    [TestCase(
        "OPS028",
        "deploy/terraform/azure/modules/network/main.tf",
        "source_address_prefix = \"10.20.0.0/23\"",
        "source_address_prefix = \"*\""
    )]
    [TestCase("OPS029", Aws + "modules/database/main.tf", "publicly_accessible = false", "publicly_accessible = true")]
    [TestCase(
        "OPS029",
        Aws + "modules/registry/main.tf",
        "resource \"aws_ecr_lifecycle",
        "resource \"aws_s3_bucket_acl\" \"x\" {\n  acl = \"public-read\"\n}\nresource \"aws_ecr_lifecycle"
    )]
    [TestCase("OPS030", Aws + "modules/database/main.tf", "manage_master_user_password = true", "password = \"hunter2\"")]
    [TestCase("OPS030", Formation + "data.yaml", "ManageMasterUserPassword: true", "MasterUserPassword: hunter2")]
    [TestCase("OPS031", Aws + "modules/database/main.tf", "backup_retention_period = 30", "backup_retention_period = 0")]
    [TestCase("OPS031", Formation + "data.yaml", "DeletionProtection: true", "DeletionProtection: false")]
    public void A_danger_is_caught_by_a_rule(string rule, string file, string from, string to)
    {
        var findings = new CheckEngine([RuleCatalog.Find(rule)!]).Check(
            new CheckContext(_delivery.Blueprint, Changed(_delivery.Files, file, from, to))
        );

        Assert.That(findings.Select(static finding => finding.Place.File), Does.Contain(file));
        Assert.That(new CheckEngine([RuleCatalog.Find(rule)!]).Check(new CheckContext(_delivery.Blueprint, _delivery.Files)), Is.Empty);
    }

    [TestCase(Aws + "modules/cache/main.tf", "at_rest_encryption_enabled = true", "at_rest_encryption_enabled = false")]
    [TestCase(Aws + "modules/cache/main.tf", "transit_encryption_enabled = true", "transit_encryption_mode = \"preferred\"")]
    [TestCase(Formation + "data.yaml", "AtRestEncryptionEnabled: true", "AtRestEncryptionEnabled: false")]
    [TestCase(Formation + "data.yaml", "TransitEncryptionEnabled: true", "SnapshotRetentionLimit: 1")]
    public void A_cache_in_the_clear_is_caught_by_a_rule(string file, string from, string to)
    {
        if (database == "postgresql")
            A_danger_is_caught_by_a_rule("OPS027", file, from, to);
        else
            Assert.That(_delivery.Files.Select(static known => known.Path), Has.None.Contains("modules/cache/"));
    }

    [Test]
    public async Task Mistakes_in_what_keeps_copies_are_caught()
    {
        if (database != "postgresql")
            return;
        await EachIsSaidAsync(
            [
                (Aws + "main.tf", "module.network.cache_group_id", "module.network.redis_group_id", "gives no redis_group_id"),
                (
                    Aws + "modules/cache/main.tf",
                    "_subnet_group.main.name",
                    "_subnet_group.other.name",
                    "aws_elasticache_subnet_group.other"
                ),
                (Aws + "outputs.tf", "module.cache.address", "module.cache.place", "place"),
            ],
            static folder => JudgeAsync(folder, "aws")
        );
        await EachIsSaidAsync(
            [
                (Formation + "data.yaml", "NumCacheClusters: 2", "NumCacheClusters: some", "no whole number"),
                (Formation + "data.yaml", "CacheSubnetGroupName:", "CacheSubnetGroup:", "CacheSubnetGroup is not known"),
                (Formation + "data.yaml", "- PrimaryEndPoint.Address", "- Primary.Address", "has no attribute Primary.Address"),
                (Formation + "data.yaml", "social-media-CacheGroup", "social-media-RedisGroup", "nobody exports social-media-RedisGroup"),
            ],
            FormationAsync
        );
    }

    [Test]
    public void Files_are_short_enough_to_read()
    {
        var lines = _delivery
            .Files.Where(static file => file.Path.StartsWith("deploy/", StringComparison.Ordinal))
            .Select(static file => file.Content.Count(static c => c == '\n'))
            .Order()
            .ToList();

        Assert.That(lines[lines.Count / 2], Is.LessThan(120));
        Assert.That(lines[^1], Is.LessThan(450));
    }

    [Test]
    public void A_cloud_by_name_gets_what_it_needs()
    {
        var blueprint = _delivery.Blueprint with { Capabilities = [new() { Id = "azure" }] };
        var files = CapabilityCatalog.BuiltIn.Deliver(blueprint).Select(static file => file.Path).ToList();

        Assert.That(files, Has.Some.StartWith("deploy/terraform/azure/").And.None.StartWith("deploy/terraform/aws/"));
        Assert.That(CapabilityCatalog.BuiltIn.AskedForBy("terraform")?.Info.Id, Is.EqualTo("terraform"));
        Assert.That(CapabilityCatalog.BuiltIn.AskedForBy("aws cloudformation")?.Info.Id, Is.EqualTo("cloudformation"));
    }

    // All at once: a judge goes on after a mistake.
    private async Task EachIsSaidAsync(
        (string File, string From, string To, string Said)[] mistakes,
        Func<string, Task<ProcessResult>> judge
    )
    {
        var files = mistakes.Aggregate(_delivery.Files, static (files, mistake) => Changed(files, mistake.File, mistake.From, mistake.To));
        var folder = Directory.CreateTempSubdirectory("mistakes-");
        try
        {
            Workspace.Open(folder.FullName).Write(files);

            var judged = await judge(folder.FullName);

            Assert.That(judged.Succeeded, Is.False);
            foreach (var mistake in mistakes)
                Assert.That(judged.Text, Does.Contain(mistake.Said));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // How far values are from their names is the formatter's affair.
    private static ArtifactSet Changed(ArtifactSet files, string file, string from, string to)
    {
        var pattern = new Regex(Regex.Escape(from).Replace("\\ ", "\\s+", StringComparison.Ordinal));
        Assert.That(pattern.IsMatch(files.Find(file)!.Content), Is.True, $"{file} has no {from}");
        return new(
            files.Select(artifact =>
                artifact.Path == file ? artifact with { Content = pattern.Replace(artifact.Content, to.Replace("$", "$$")) } : artifact
            )
        );
    }

    private static Task<ProcessResult> JudgeAsync(string folder, string cloud) =>
        Judges.NodeAsync("terraform.mjs", Path.Combine(folder, "deploy/terraform", cloud));

    private static Task<ProcessResult> FormationAsync(string folder) =>
        Judges.NodeAsync(
            "cloudformation.mjs",
            [.. new[] { "network", "data", "service" }.Select(name => Path.Combine(folder, Formation, name + ".yaml"))]
        );
}
