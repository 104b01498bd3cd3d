using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Databases.MongoDb;
using BackendAgents.Engineering.Code;
using BackendAgents.Tests.Shared;
using Microsoft.CodeAnalysis;

namespace BackendAgents.Engineering.Tests.Code;

/// <summary>
/// One service in every way to run it. All are generated; a few in which each two choices meet are compiled in memory, or all with the
/// environment variable BACKEND_AGENTS_MATRIX set to all.
/// </summary>
public sealed class DeploymentMatrixTests
{
    private static IEnumerable<DeploymentChoice> Compiled =>
        Environment.GetEnvironmentVariable("BACKEND_AGENTS_MATRIX") == "all" ? DeploymentMatrix.All : DeploymentMatrix.Pairs;

    [Test]
    public void Each_two_choices_meet_in_what_is_compiled()
    {
        Assert.That(DeploymentMatrix.All, Has.Count.EqualTo(48));
        Assert.That(DeploymentMatrix.Pairs, Has.Count.InRange(12, 14));
        Assert.That(
            DeploymentMatrix.Pairs.SelectMany(DeploymentMatrix.PairsOf).Distinct(),
            Is.EquivalentTo(DeploymentMatrix.All.SelectMany(DeploymentMatrix.PairsOf).Distinct())
        );
    }

    [Test]
    public void Each_is_delivered_with_what_it_names_and_nothing_else()
    {
        foreach (var choice in DeploymentMatrix.All)
        {
            var delivered = CapabilityCatalog.BuiltIn.Deliver(choice.Of(DeploymentMatrix.Example));
            var program = delivered.Find("src/Lending/Program.cs")!.Content;
            Assert.That(program.Contains("AddGraphQl", StringComparison.Ordinal), Is.EqualTo(choice.Api == "graphql"), choice.ToString());
            foreach (var (name, call) in Calls)
                Assert.That(program.Contains(call, StringComparison.Ordinal), Is.EqualTo(choice.Parts.Contains(name)), $"{choice}: {name}");
            var made = choice.Database == "mongodb" ? CollectionsEmitter.Path : $"db/migrations/{choice.Database}/0001_initial.up.sql";
            Assert.That(delivered.Find(made), Is.Not.Null, choice.ToString());
        }
    }

    [TestCaseSource(nameof(Compiled))]
    [Category("Slow")]
    public void It_compiles(object choice)
    {
        var delivered = CapabilityCatalog.BuiltIn.Deliver(((DeploymentChoice)choice).Of(DeploymentMatrix.Example));
        var references = ReferenceAssemblies.Of(delivered.Find("src/Lending/Lending.csproj")!.Content);
        Assert.That(references.Missing, Is.Empty);

        var problems = ServiceCompilation.Problems(ServiceCompilation.Of(delivered, references.References));

        Assert.That(problems.Where(static problem => problem.DefaultSeverity == DiagnosticSeverity.Error), Is.Empty);
    }

    private static (string Name, string Call)[] Calls =>
        [("redis", "AddRedis("), ("memcached", "AddMemcached("), ("rabbitmq", "AddRabbitMq("), ("kafka", "AddKafka("), ("sqs", "AddSqs(")];
}
