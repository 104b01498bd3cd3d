// Generated from backend.yaml: a scenario. Change the blueprint, not this file.
#nullable enable

namespace SampleService.Tests.Acceptance;

/// <summary>A program reads the notes of who made its key, and nothing else, until the key is revoked</summary>
[Category("Acceptance")]
public sealed class AProgramReadsNotesByAKeyScenario
{
    [Test]
    public Task A_program_reads_notes_by_a_key() =>
        ScenarioRun.PlayAsync("a-program-reads-notes-by-a-key", null, static async it =>
        {
            await it.AccountAsync("ada", "member");
            await it.CallAsync(new ScenarioStep(Operations.CreateSampleNote)
            {
                As = "ada",
                Body = """{"title":"Milk"}""",
                Status = 201,
                Save = "note",
            });
            await it.CallAsync(new ScenarioStep(Operations.CreateApiKey)
            {
                As = "ada",
                Body = """{"name":"shopping list","scopes":["getSampleNote"]}""",
                Status = 201,
                Save = "key",
            });
            await it.CallAsync(new ScenarioStep(Operations.GetSampleNote)
            {
                As = "key",
                KeyHeader = "X-Api-Key",
                Path = """{"id":"$note.id"}""",
                Status = 200,
                Expected = """{"title":"Milk"}""",
            });
            await it.CallAsync(new ScenarioStep(Operations.ListSampleNotes)
            {
                As = "key",
                KeyHeader = "X-Api-Key",
                Status = 403,
                Problem = "api-key-out-of-scope",
            });
            await it.CallAsync(new ScenarioStep(Operations.CreateSampleNote)
            {
                As = "key",
                KeyHeader = "X-Api-Key",
                Body = """{"title":"Bread"}""",
                Status = 403,
                Problem = "api-key-not-accepted",
            });
            await it.CallAsync(new ScenarioStep(Operations.RevokeApiKey)
            {
                As = "ada",
                Path = """{"id":"$key.id"}""",
                Status = 204,
            });
            await it.CallAsync(new ScenarioStep(Operations.GetSampleNote)
            {
                As = "key",
                KeyHeader = "X-Api-Key",
                Path = """{"id":"$note.id"}""",
                Status = 401,
                Problem = "api-key-invalid",
            });
        });
}
