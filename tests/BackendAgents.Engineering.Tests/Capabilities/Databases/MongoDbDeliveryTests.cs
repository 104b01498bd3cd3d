using System.Diagnostics;
using BackendAgents.Engineering.Artifacts;
using BackendAgents.Engineering.Capabilities;
using BackendAgents.Tests.Shared;

namespace BackendAgents.Engineering.Tests.Capabilities.Databases;

/// <summary>What is delivered beside a service on MongoDB, by its shape: none of it has met a mongod.</summary>
public sealed class MongoDbDeliveryTests
{
    private static readonly ArtifactSet s_delivered = Deliver();

    [Test]
    public void Pipelines_run_its_tests_on_a_replica_set_of_one_member()
    {
        var workflow = s_delivered.Find(".github/workflows/ci.yml")!.Content;
        var gitLab = s_delivered.Find(".gitlab-ci.yml")!.Content;

        Assert.That(workflow, Does.Contain("--entrypoint sh mongo:8.0 \\\n").And.Not.Contain("image: mongo"));
        Assert.That(workflow, Does.Contain("-c 'mongod --replSet rs0 --bind_ip_all & until mongosh --quiet --eval \"rs.initiate()\"; do"));
        Assert.That(gitLab, Does.Contain("name: \"mongo:8.0\"").And.Contain("mongod --replSet rs0 --bind_ip_all & until mongosh"));
        foreach (var (pipeline, host) in new[] { (workflow, "127.0.0.1"), (gitLab, "database") })
            Assert.That(pipeline, Does.Contain($"mongodb://{host}:27017/{{name}}?directConnection=true"));
    }

    [Test]
    public void Backups_are_archives_that_can_be_restored_beside_the_database()
    {
        var common = s_delivered.Find("deploy/backup/common.sh")!.Content;

        Assert.That(s_delivered.Find("deploy/backup/Dockerfile")!.Content, Does.Contain("FROM mongo:8.0"));
        Assert.That(common, Does.Contain("mongodump --config=<(login) --quiet --db=\"$1\" --archive --gzip"));
        Assert.That(common, Does.Contain("--archive --gzip --nsFrom=\"$database.*\" --nsTo=\"$1.*\""));
        Assert.That(common, Does.Not.Contain("--password").And.Not.Contain("--uri"));
    }

    [TestCase("mongodb://h:27017/shop?replicaSet=rs0", "mongodb://h:27017/?replicaSet=rs0")]
    [TestCase("mongodb://u:p@h:27017/?tlsCAFile=/x", "mongodb://u:p@h:27017/?tlsCAFile=/x")]
    [TestCase("mongodb://u:p@h:27017/shop", "mongodb://u:p@h:27017/?authSource=shop")]
    [TestCase("mongodb://u:p@h/shop?replicaSet=rs0", "mongodb://u:p@h/?replicaSet=rs0&authSource=shop")]
    [TestCase("mongodb://u:p@h/shop?authSource=admin", "mongodb://u:p@h/?authSource=admin")]
    [TestCase("mongodb+srv://u:p@h/shop", "mongodb+srv://u:p@h/")]
    public void Backups_log_in_where_the_service_does(string connection, string server) =>
        Assert.That(Run(connection, "login"), Is.EqualTo((0, $"uri: \"{server}\"\n")));

    [TestCase("return 0", 0)]
    [TestCase("return 1", 1)]
    [TestCase("echo orders", 1)]
    public void A_restore_begins_only_where_it_is_seen_that_nothing_is(string tables, int expected) =>
        Assert.That(Run("mongodb://h/shop", $"tables() {{ {tables}; }}; create shop").Code, Is.EqualTo(expected));

    private static (int Code, string Output) Run(string connection, string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", s_delivered.Find("deploy/backup/common.sh")!.Content + command])
        {
            RedirectStandardOutput = true,
            Environment = { ["ConnectionStrings__Database"] = connection },
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    private static ArtifactSet Deliver()
    {
        var social = SampleBlueprints.Social();
        return CapabilityCatalog.BuiltIn.Deliver(
            social with
            {
                Deployment = social.Deployment with { Database = "mongodb" },
                Capabilities = [new() { Id = "github-actions" }, new() { Id = "gitlab-ci" }, new() { Id = "backup" }],
            }
        );
    }
}
