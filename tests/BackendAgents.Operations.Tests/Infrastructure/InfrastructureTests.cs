using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Blueprints.Behaviour;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Checks.Rules;
using BackendAgents.Tests.Shared;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Infrastructure;

/// <summary>
/// Terraform before HashiCorp's parser, CloudFormation before AWS's specification, and both before our rules: what is right passes, and
/// each
/// of many mistakes is caught.
/// </summary>
[TestFixture("postgresql", "sqs")]
[TestFixture("mysql", "rabbitmq")]
[TestFixture("postgresql", "kafka")]
internal sealed class InfrastructureTests(string database, string broker)
{
    private const string Aws = "deploy/terraform/aws/";
    private const string Azure = "deploy/terraform/azure/";
    private const string Formation = "deploy/cloudformation/";
    private const string Module = Aws + "modules/broker/";
    private const string Password = "Password: \"Fn::Sub\": \"{{resolve:secretsmanager:${BrokerPassword}:SecretString}}\"";
    private Operated _delivery = null!;

    [OneTimeSetUp]
    public void Write()
    {
        var social = SampleBlueprints.Social();
        var deployment = social.Deployment with { Messaging = broker, Cache = database == "mysql" ? null : "redis" };
        _delivery = Operated.Write(Operated.With(social with { Deployment = deployment }, database));
    }

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [TestCase("aws")]
    [TestCase("azure")]
    public async Task Terraform_is_read_and_every_name_leads_somewhere(string cloud)
    {
        var judged = await CloudJudges.TerraformAsync(_delivery.Folder, cloud);
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
        var isThere = broker == "sqs";

        foreach (var file in (string[])[Aws + "modules/queues/main.tf", Formation + "service.yaml"])
            Assert.That(_delivery.Files.Find(file)?.Content.Contains("social-media-events.fifo") ?? false, Is.EqualTo(isThere), file);
        var hasCache = database == "postgresql";
        foreach (var file in (string[])[Aws + "modules/cache/main.tf", Azure + "modules/cache/main.tf"])
            Assert.That(_delivery.Files.Find(file) is not null, Is.EqualTo(hasCache), file);
        Assert.That(_delivery.Read(Formation + "data.yaml").Contains("AWS::ElastiCache::ReplicationGroup"), Is.EqualTo(hasCache));
        var readme = _delivery.Read("README.md");
        Assert.That(readme.Split("`ConnectionStrings__Cache` is `ADDRESS:6379,ssl=true`"), Has.Length.EqualTo(hasCache ? 3 : 1));
        // What has an address is there before the secrets are filled.
        var targets = (hasCache ? " -target=module.cache" : "") + (isThere ? "" : " -target=module.broker");
        Assert.That(readme, Does.Contain("-target=module.database" + targets + "\n"));
        // Azure has neither SQS nor RabbitMQ.
        string[] said = broker switch
        {
            "sqs" => ["Not made here: Amazon SQS (`ConnectionStrings__Sqs`)"],
            "rabbitmq" => ["`ConnectionStrings__RabbitMq` is `amqps://app:PASSWORD@HOST:5671/`", "Service Bus has no AMQP 0.9.1"],
            _ => [";security.protocol=SASL_SSL;sasl.mechanism=SCRAM-SHA-512;", "`AmazonMSK_social-media`", "Kafka is Event Hubs"],
        };
        foreach (var text in said)
            Assert.That(readme, Does.Contain(text));
    }

    // A topic under a key that CloudWatch may not use drops what it is told, and nobody sees that.
    [TestCase(Aws + "modules/secrets/main.tf", "data.aws_caller_identity.current.account_id")]
    [TestCase(Formation + "data.yaml", "AWS::AccountId")]
    public void Alarms_may_use_the_key_of_their_topic(string file, string account)
    {
        var words = string.Join(' ', _delivery.Read(file).Split([' ', '\n', '"'], StringSplitOptions.RemoveEmptyEntries));

        var statement = words[words.IndexOf("cloudwatch.amazonaws.com", StringComparison.Ordinal)..];
        foreach (var part in (string[])["kms:Decrypt", "kms:GenerateDataKey*", "StringEquals", "aws:SourceAccount", account])
            Assert.That(statement[..300], Does.Contain(part));
    }

    [Test]
    public void What_grew_by_itself_is_not_taken_back()
    {
        if (broker == "kafka")
            Assert.That(_delivery.Read(Azure + "modules/broker/main.tf"), Does.Match(@"ignore_changes\s*=\s*\[capacity\]"));
        Assert.That(_delivery.Read("README.md"), Does.Contain("deploy `alarms` at once"));
    }

    [Test]
    public async Task CloudFormation_is_what_the_specification_of_AWS_says()
    {
        var judged = await CloudJudges.FormationAsync(_delivery.Folder);

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
            .. broker == "sqs"
                ? Array.Empty<(string, string, string, string)>()
                :
                [
                    (Aws + "main.tf", "module.network.broker_group_id", "module.network.queue_group_id", "gives no queue_group_id"),
                    (Aws + "outputs.tf", "module.broker.address", "module.broker.place", "place"),
                ],
            .. broker != "kafka"
                ? Array.Empty<(string, string, string, string)>()
                :
                [
                    (
                        Module + "main.tf",
                        "aws_msk_configuration.main.arn",
                        "aws_msk_configuration.other.arn",
                        "aws_msk_configuration.other"
                    ),
                ],
        ];
        await CloudJudges.EachIsSaidAsync(_delivery.Files, mistakes, static folder => CloudJudges.TerraformAsync(folder, "aws"));
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
            (Formation + "alarms.yaml", "EvaluationPeriods: 5", "EvaluationPeriods: often", "EvaluationPeriods"),
            .. broker switch
            {
                "rabbitmq" =>
                [
                    (Formation + "data.yaml", "- AmqpEndpoints", "- Endpoints", "has no attribute Endpoints"),
                    (Formation + "data.yaml", "DeploymentMode:", "Mode:", "Mode is not known"),
                    (Module + "broker.yaml", "Ref: GroupId", "Ref: Groop", "there is no Groop"),
                ],
                "kafka" =>
                [
                    (Formation + "data.yaml", "NumberOfBrokerNodes: 3", "NumberOfBrokerNodes: some", "no whole number"),
                    (Formation + "data.yaml", "ClientSubnets:", "Subnets:", "ClientSubnets is missing"),
                    (Formation + "service.yaml", "social-media-BrokerSecret", "social-media-Letter", "nobody exports social-media-Letter"),
                ],
                _ => Array.Empty<(string, string, string, string)>(),
            },
        ];
        await CloudJudges.EachIsSaidAsync(_delivery.Files, mistakes, CloudJudges.FormationAsync);
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
    public void A_danger_is_caught_by_a_rule(string rule, string file, string from, string to) =>
        CloudJudges.IsCaught(_delivery, rule, file, from, to);

    [Test]
    public void A_danger_at_a_broker_is_caught_by_a_rule()
    {
        (string Rule, string File, string From, string To)[] dangers = broker switch
        {
            "rabbitmq" =>
            [
                ("OPS029", Formation + "data.yaml", "Accessible: false AutoMinor", "Accessible: true\n      AutoMinor"),
                ("OPS029", Module + "broker.yaml", "PubliclyAccessible: false", "PubliclyAccessible: true"),
                ("OPS027", Module + "broker.yaml", "UseAwsOwnedKey: true", "UseAwsOwnedKey: false"),
                ("OPS030", Module + "broker.yaml", Password, "Password: hunter2-hunter2"),
                ("OPS030", Formation + "data.yaml", Password, "Password: hunter2-hunter2"),
                ("OPS028", Formation + "network.yaml", "SourceSecurityGroupId:", "CidrIp: 0.0.0.0/0\n      Other:"),
            ],
            "kafka" =>
            [
                ("OPS027", Module + "main.tf", "client_broker = \"TLS\"", "client_broker = \"TLS_PLAINTEXT\""),
                ("OPS027", Module + "main.tf", "encryption_at_rest_kms_key_arn", "encryption_at_rest"),
                ("OPS027", Formation + "data.yaml", "ClientBroker: TLS", "ClientBroker: PLAINTEXT"),
                ("OPS027", Formation + "data.yaml", "DataVolumeKMSKeyId:", "Key:"),
                ("OPS027", Azure + "modules/cache/main.tf", "\"Encrypted\"", "\"Plaintext\""),
                ("OPS029", Azure + "modules/cache/main.tf", "\"Disabled\"", "\"Enabled\""),
                ("OPS029", Azure + "modules/broker/main.tf", "access_enabled = false", "access_enabled = true"),
                ("OPS029", Module + "main.tf", "client_subnets", "type = \"SERVICE_PROVIDED_EIPS\"\n    client_subnets"),
            ],
            _ =>
            [
                ("OPS027", Aws + "modules/queues/main.tf", "sse_enabled = true", "sse_enabled = false"),
                ("OPS027", Formation + "service.yaml", "SqsManagedSseEnabled: true", "SqsManagedSseEnabled: false"),
            ],
        };

        foreach (var (rule, file, from, to) in dangers)
            CloudJudges.IsCaught(_delivery, rule, file, from, to);
    }

    [TestCase(Aws + "modules/cache/main.tf", "at_rest_encryption_enabled = true", "at_rest_encryption_enabled = false")]
    [TestCase(Aws + "modules/cache/main.tf", "transit_encryption_enabled = true", "transit_encryption_mode = \"preferred\"")]
    [TestCase(Formation + "data.yaml", "AtRestEncryptionEnabled: true", "AtRestEncryptionEnabled: false")]
    [TestCase(Formation + "data.yaml", "TransitEncryptionEnabled: true", "SnapshotRetentionLimit: 1")]
    public void A_cache_in_the_clear_is_caught_by_a_rule(string file, string from, string to)
    {
        if (broker == "sqs")
            A_danger_is_caught_by_a_rule("OPS027", file, from, to);
        else
            Assert.That(_delivery.Files.Find(Aws + "modules/queues/main.tf"), Is.Null);
    }

    [Test]
    public async Task Mistakes_in_what_keeps_copies_are_caught()
    {
        if (broker != "sqs")
            return;
        await CloudJudges.EachIsSaidAsync(
            _delivery.Files,
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
            static folder => CloudJudges.TerraformAsync(folder, "aws")
        );
        await CloudJudges.EachIsSaidAsync(
            _delivery.Files,
            [
                (Formation + "data.yaml", "NumCacheClusters: 2", "NumCacheClusters: some", "no whole number"),
                (Formation + "data.yaml", "CacheSubnetGroupName:", "CacheSubnetGroup:", "CacheSubnetGroup is not known"),
                (Formation + "data.yaml", "- PrimaryEndPoint.Address", "- Primary.Address", "has no attribute Primary.Address"),
                (Formation + "data.yaml", "social-media-CacheGroup", "social-media-RedisGroup", "nobody exports social-media-RedisGroup"),
            ],
            CloudJudges.FormationAsync
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

    [TestCase("sqlite", "an SQLite file outlives no instance")]
    [TestCase("mongodb", "knows a part of its commands")]
    public void A_database_that_no_cloud_runs_is_refused_with_the_reason(string kept, string reason)
    {
        var deployment = new Deployment { Database = kept };
        var files = CapabilityCatalog.BuiltIn.Deliver(_delivery.Blueprint with { Deployment = deployment });

        Assert.That(files.Select(static file => file.Path), Has.None.Contains("/terraform/").And.None.Contains("/cloudformation/"));
        Assert.That(files.Find("README.md")!.Content.Split(reason), Has.Length.EqualTo(3));
    }

    [Test]
    public void Uploaded_files_have_no_place_in_a_cloud_and_it_is_said()
    {
        var blueprint = _delivery.Blueprint;
        var photo = new Field
        {
            Id = "photo",
            Name = "photo",
            Type = FieldType.File,
            ContentTypes = ["image/png"],
            MaxLength = 1000,
        };
        var files = CapabilityCatalog.BuiltIn.Deliver(
            blueprint.ChangeEntity("post", post => post with { Fields = [.. post.Fields, photo] })
        );

        Assert.That(files.Select(static file => file.Path), Has.None.Contains("/terraform/").And.None.Contains("/cloudformation/"));
        Assert.That(files.Find("README.md")!.Content, Does.Contain("a folder, which outlives no instance there"));
    }

    [Test]
    public void A_service_that_sends_mail_reaches_its_server()
    {
        var mail = new Notification
        {
            Id = "mail",
            Name = "postMail",
            Entity = "post",
            To = "a@example.com",
            Subject = "New",
            Body = "Read it.",
        };
        var files = CapabilityCatalog.BuiltIn.Deliver(_delivery.Blueprint with { Notifications = [mail] });

        Assert.That(_delivery.Read(Aws + "modules/network/main.tf"), Does.Not.Contain("587"));
        Assert.That(
            files.Find(Aws + "modules/network/main.tf")!.Content,
            Does.Contain("# The SMTP server.").And.Match(@"from_port\s+= 587")
        );
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
}
