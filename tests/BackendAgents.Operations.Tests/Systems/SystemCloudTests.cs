using BackendAgents.Engineering.Artifacts;
using BackendAgents.Operations.Tests.Infrastructure;
using BackendAgents.Verification;

namespace BackendAgents.Operations.Tests.Systems;

/// <summary>
/// Several services in a cloud before the judges of one: what is right passes, and each of many mistakes is caught. That all are told the
/// same there as elsewhere is for <see cref="SystemCrossFileTests"/>.
/// </summary>
[TestFixture("postgresql", "rabbitmq")]
[TestFixture("mysql", "kafka")]
internal sealed class SystemCloudTests(string database, string broker)
{
    private const string Aws = "deploy/terraform/aws/";
    private const string Formation = "deploy/cloudformation/";
    private static readonly string[] s_services = ["accounts", "catalog", "orders"];
    private Operated _delivery = null!;
    private ArtifactSet _cloud = null!;

    private bool HasKafka => broker == "kafka";

    [OneTimeSetUp]
    public void Write()
    {
        _delivery = Operated.Market(database, broker);
        _cloud = new(
            _delivery.Files.Where(static file =>
                file.Path.StartsWith(Aws, StringComparison.Ordinal) || file.Path.StartsWith(Formation, StringComparison.Ordinal)
            )
        );
    }

    [OneTimeTearDown]
    public void Delete() => _delivery.Dispose();

    [Test]
    public async Task Both_are_read_by_their_judges_and_every_name_leads_somewhere()
    {
        var terraform = await CloudJudges.TerraformAsync(_delivery.Folder, "aws");
        var formation = await CloudJudges.FormationAsync(_delivery.Folder);

        Assert.That(terraform.Succeeded, Is.True, terraform.Text);
        Assert.That(formation.Succeeded, Is.True, formation.Text);
    }

    [Test]
    public async Task Mistakes_are_caught()
    {
        await CloudJudges.EachIsSaidAsync(
            _cloud,
            [
                (Aws + "main.tf", "each.value.project", "each.value.program", "accounts has no program"),
                (Aws + "main.tf", "local.gateway.port", "local.gateway.door", "local gateway has no door"),
                (Aws + "main.tf", "keys(local.services)", "keys(local.members)", "there is no local members"),
                (Aws + "main.tf", "module.balancer, module.service]", "module.balancer, module.services]", "which is not there"),
                (Aws + "outputs.tf", "module.database[\"orders\"].address", "module.database[\"orders\"].place", "database gives no place"),
                (Aws + "modules/access/main.tf", "each.value.from", "each.value.source", "balancer_gateway has no source"),
                (Aws + "modules/service/migration.tf", "migration[0].arn]", "migrating[0].arn]", "aws_ecs_task_definition.migrating"),
                (Aws + "modules/service/main.tf", "[terraform_data.migrated,", "[terraform_data.moved,", "terraform_data.moved"),
                (Aws + "modules/service/scaling.tf", "var.size.max_instances", "var.most", "there is no variable most"),
                .. HasKafka
                    ? new[] { (Aws + "main.tf", "heard = each.value.heard", "heard = each.value.told", "accounts has no told") }
                    : [],
            ],
            static folder => CloudJudges.TerraformAsync(folder, "aws")
        );
        // What stacks of the other broker add, the tests of one service look at.
        if (HasKafka)
            return;
        await CloudJudges.EachIsSaidAsync(
            _cloud,
            [
                (
                    Formation + "orders-tasks.yaml",
                    "market-orders-SecretConn",
                    "market-orders-LetterConn",
                    "nobody exports market-orders-Letter"
                ),
                (Formation + "orders-tasks.yaml", "market-CatalogGroup", "market-ShelfGroup", "nobody exports market-ShelfGroup"),
                (Formation + "orders-service.yaml", "NamespaceId:", "Namespace:", "Namespace is not known"),
                (Formation + "orders-service.yaml", "market-orders-StartRole", "market-orders-Role", "nobody exports market-orders-Role"),
                (Formation + "orders-alarms.yaml", "market-Alarms", "market-Topic", "nobody exports market-Topic"),
                (Formation + "cluster.yaml", "- Id", "- Number", "has no attribute Number"),
                (Formation + "gateway.yaml", "StopTimeout: 60", "StopTimeout: late", "no whole number"),
            ],
            CloudJudges.FormationAsync
        );
    }

    [Test]
    public void Dangers_are_caught_by_rules()
    {
        (string Rule, string File, string From, string To)[] dangers =
        [
            ("OPS027", Aws + "modules/database/main.tf", "storage_encrypted = true", "storage_encrypted = false"),
            ("OPS027", Formation + "orders-data.yaml", "StorageEncrypted: true", "StorageEncrypted: false"),
            ("OPS028", Aws + "modules/access/main.tf", "from_port = 443", "from_port = 22"),
            ("OPS028", Formation + "access.yaml", "FromPort: 443", "FromPort: 22"),
            ("OPS028", Formation + "orders-tasks.yaml", "SourceSecurityGroupId:", "CidrIp: 0.0.0.0/0\n      Other:"),
            ("OPS029", Formation + "catalog-data.yaml", "PubliclyAccessible: false", "PubliclyAccessible: true"),
            ("OPS030", Formation + "accounts-data.yaml", "ManageMasterUserPassword: true", "MasterUserPassword: hunter2"),
            ("OPS031", Formation + "orders-data.yaml", "DeletionProtection: true", "DeletionProtection: false"),
        ];

        foreach (var (rule, file, from, to) in dangers)
            CloudJudges.IsCaught(_delivery, rule, file, from, to);
    }

    [Test]
    public void The_world_reaches_the_balancer_alone_and_a_database_is_its_services()
    {
        var ways = ((string From, string To)[])
            [
                ("balancer", "gateway"),
                .. s_services.Select(static service => ("gateway", service)),
                .. s_services.Select(static service => (service, service + "-database")),
                .. s_services.SelectMany(static service => new[] { (service, "cache"), (service, "broker") }),
                ("catalog", "accounts"),
                ("orders", "accounts"),
                ("orders", "catalog"),
            ];
        Assert.That(CloudFiles.TerraformWays(_delivery.Files), Is.EquivalentTo(ways));
        Assert.That(CloudFiles.FormationWays(_delivery.Files), Is.EquivalentTo(ways));
        foreach (var file in _delivery.Files.Where(static file => file.Path.StartsWith(Formation, StringComparison.Ordinal)))
        {
            Assert.That(
                file.Content.Contains("0.0.0.0/0"),
                Is.EqualTo(file.Path is Formation + "access.yaml" or Formation + "network.yaml")
            );
            Assert.That(file.Content.Contains("LoadBalancers:"), Is.EqualTo(file.Path == Formation + "gateway.yaml"), file.Path);
        }
    }

    [Test]
    public async Task Stacks_are_deployed_in_an_order_in_which_each_finds_what_it_imports()
    {
        // All in one go, with an AWS that does all it is told.
        var folder = Path.Combine(_delivery.Folder, Formation);
        var deployed = await RunAsync(folder, "deploy.sh", 0, "base");
        deployed.AddRange(await RunAsync(folder, "deploy.sh", 0, "services", "2.0.0"));

        var stacks = deployed.Where(static line => line.StartsWith("cloudformation deploy ", StringComparison.Ordinal)).ToList();
        var files = stacks.ConvertAll(static line => line.Split("--template-file ")[1].Split(' ')[0]);
        Assert.That(files, Is.EquivalentTo(Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileName)));
        var exported = new HashSet<string>();
        foreach (var file in files)
        {
            var template = _delivery.Read(Formation + file);
            Assert.That(CloudFiles.Imports(template).Distinct(), Is.SubsetOf(exported), file);
            exported.UnionWith(CloudFiles.Exports(template));
        }

        // What takes a version gets it, and each service is migrated before its instances are replaced.
        Assert.That(stacks.Count(static line => line.Contains("ImageTag=2.0.0")), Is.EqualTo(2 * s_services.Length + 1));
        foreach (var service in s_services)
        {
            var migrated = deployed.FindIndex(line => line.Contains("run-task") && line.Contains($"market-{service}-Migration"));
            Assert.That(migrated, Is.GreaterThan(deployed.FindIndex(line => line.Contains($" {service}-tasks.yaml"))));
            Assert.That(migrated, Is.LessThan(deployed.FindIndex(line => line.Contains($" {service}-service.yaml"))));
            Assert.That(deployed[migrated], Does.Contain($"market-{char.ToUpperInvariant(service[0])}{service[1..]}Group"));
        }

        // A migration that fails keeps the instances as they are.
        var failed = await RunAsync(folder, "deploy.sh", 3, "services", "3.0.0");
        Assert.That(failed, Has.None.Contains("-service.yaml"));
        Assert.That(_delivery.Read(Aws + "modules/service/migrate.sh"), Is.EqualTo(_delivery.Read(Formation + "migrate.sh")));
    }

    [Test]
    public void What_people_read_says_what_is_made()
    {
        var readme = _delivery.Read("README.md");
        foreach (var heading in (string[])["## On AWS\n", "## On AWS by CloudFormation\n"])
            Assert.That(readme, Does.Contain(heading));
        Assert.That(readme, Does.Contain("`accounts/Auth__SigningKey`").And.Contain("## On Azure\n\n**Not delivered**"));
        Assert.That(
            _delivery.Read("docs/deployment.md"),
            Does.Contain("- README: On AWS\n").And.Contain("README: On AWS by CloudFormation")
        );
        Assert.That(_delivery.Read("docs/decisions.md"), Does.Contain("A managed database server for each service"));
        Assert.That(
            _delivery.Files.Select(static file => file.Path),
            Has.None.Match("^services/.*/(terraform|cloudformation)/").And.None.Contains("/azure/")
        );
    }

    [Test]
    public void Files_are_short_enough_to_read()
    {
        var lines = _cloud.Select(static file => file.Content.Count(static c => c == '\n')).Order().ToList();

        Assert.That(lines[lines.Count / 2], Is.LessThan(120));
        Assert.That(lines[^1], Is.LessThan(400));
    }

    // What the script asks of AWS, line by line; a task ends as it is said.
    private static async Task<List<string>> RunAsync(string folder, string script, int ends, params string[] arguments)
    {
        var programs = Directory.CreateTempSubdirectory("aws-").FullName;
        var aws = Path.Combine(programs, "aws");
        await File.WriteAllTextAsync(
            aws,
            $"""
            #!/bin/bash
            echo "$*" >> '{programs}/told'
            case "$1 $2" in
              'cloudformation list-exports') sed "s/.*Name=='\([^']*\)'.*/\1/" <<< "$4" ;;
              'ecs run-task') echo task ;;
              'ecs describe-tasks') echo {ends} ;;
            esac
            """
        );
        File.SetUnixFileMode(aws, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            var run = await ProcessRunner.RunAsync(
                new ProcessRequest("bash", [Path.Combine(folder, script), .. arguments])
                {
                    Environment = new Dictionary<string, string?>
                    {
                        ["PATH"] = programs + ":" + Environment.GetEnvironmentVariable("PATH"),
                        ["CERTIFICATE_ARN"] = "arn:aws:acm:x",
                        ["ALARM_EMAIL"] = "ops@example.com",
                    },
                },
                CancellationToken.None
            );
            Assert.That(run.Succeeded, Is.EqualTo(ends == 0), run.Text);
            return [.. await File.ReadAllLinesAsync(Path.Combine(programs, "told"))];
        }
        finally
        {
            Directory.Delete(programs, recursive: true);
        }
    }
}
