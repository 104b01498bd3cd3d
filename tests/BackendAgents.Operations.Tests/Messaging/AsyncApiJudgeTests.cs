using BackendAgents.Engineering.Capabilities;
using BackendAgents.Engineering.Capabilities.Messaging.Events.AsyncApi;

namespace BackendAgents.Operations.Tests.Messaging;

/// <summary>The AsyncAPI documents of an example before the reference parser, for every broker.</summary>
internal sealed class AsyncApiJudgeTests
{
    [Test]
    public async Task Every_document_is_valid_and_the_judge_is_not_blind()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var text = await File.ReadAllTextAsync(Path.Combine(GeneratedFile.Root, "examples/lending/backend.yaml"));
        var read = CapabilityCatalog.BuiltIn.Read(text).Blueprint!;
        List<string> files = [];
        foreach (var broker in (string[])["inprocess", "rabbitmq", "kafka", "sqs"])
        {
            var blueprint = read with { Deployment = read.Deployment with { Messaging = broker } };
            var document = CapabilityCatalog.BuiltIn.Deliver(blueprint).Single(static file => file.Path == AsyncApiEmitter.Path);
            files.Add(Path.Combine(folder, broker + ".json"));
            await File.WriteAllTextAsync(files[^1], document.Content);
        }

        var judged = await Judges.NodeAsync("asyncapi.mjs", [.. files]);
        Assert.That(judged.Succeeded, Is.True, judged.Text);

        var broken = (await File.ReadAllTextAsync(files[0])).Replace("\"action\": \"receive\"", "\"action\": \"overhear\"");
        await File.WriteAllTextAsync(files[0], broken);
        judged = await Judges.NodeAsync("asyncapi.mjs", files[0]);
        Directory.Delete(folder, recursive: true);
        Assert.That(judged.Succeeded, Is.False);
        Assert.That(judged.Text, Does.Contain("action"));
    }
}
