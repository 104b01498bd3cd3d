using BackendAgents.Verification.Running;

namespace BackendAgents.Tests.Verification;

/// <summary>What a delivery sees of the environment of whoever verifies it.</summary>
[NonParallelizable]
public sealed class DeliveryEnvironmentTests
{
    [TestCase("OPENAI_API_KEY", true)]
    [TestCase("github_token", true)]
    [TestCase("ConnectionStrings__Database", true)]
    [TestCase("PATH", false)]
    [TestCase("HOME", false)]
    public void Secrets_are_told_by_their_names(string name, bool secret) =>
        Assert.That(DeliveryEnvironment.IsSecret(name), Is.EqualTo(secret));

    [Test]
    public void A_secret_is_taken_away_and_memory_is_bounded()
    {
        Environment.SetEnvironmentVariable("SOME_HOST_PASSWORD", "hunter2");
        try
        {
            Assert.That(DeliveryEnvironment.Variables.TryGetValue("SOME_HOST_PASSWORD", out var value), Is.True);
            Assert.That(value, Is.Null);
            Assert.That(DeliveryEnvironment.Variables["DOTNET_GCHeapHardLimit"], Is.EqualTo("80000000"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("SOME_HOST_PASSWORD", null);
        }
    }

    [Test]
    public void A_build_leaves_no_compiler_behind_unless_one_is_there_already()
    {
        var before = Environment.GetEnvironmentVariable(DeliveryEnvironment.CompilerVariable);
        try
        {
            Environment.SetEnvironmentVariable(DeliveryEnvironment.CompilerVariable, null);
            Assert.That(DeliveryEnvironment.BuildArguments, Does.Contain("-p:UseSharedCompilation=false"));
            Environment.SetEnvironmentVariable(DeliveryEnvironment.CompilerVariable, "warm");
            Assert.That(DeliveryEnvironment.BuildArguments, Does.Contain("-p:SharedCompilationId=warm"));
        }
        finally
        {
            Environment.SetEnvironmentVariable(DeliveryEnvironment.CompilerVariable, before);
        }
    }
}
