/**
 * Reasons of Events by what they say, for lists that leave the reason out (Lens). The words are those of the kubelet, the
 * scheduler and the controllers, which have one reason for each.
 */
const REASONS: readonly (readonly [message: RegExp, reason: string])[] = [
  [/^Back-off (?:restarting failed container|pulling image)/, 'BackOff'],
  [/^(?:Liveness|Readiness|Startup) probe (?:failed|errored)/, 'Unhealthy'],
  [/^Container \S+ failed (?:liveness|startup) probe, will be restarted|^Stopping container /, 'Killing'],
  [/^Successfully assigned /, 'Scheduled'],
  [/^\d+\/\d+ nodes are available/, 'FailedScheduling'],
  [/^Failed to pull image |^Error: /, 'Failed'],
  [/^Pulling image /, 'Pulling'],
  [/^Successfully pulled image |already present on machine/, 'Pulled'],
  [/^Created container|^Container created/, 'Created'],
  [/^Started container|^Container started/, 'Started'],
  [/^Created (?:pod|job): /, 'SuccessfulCreate'],
  [/^Deleted (?:pod|job): /, 'SuccessfulDelete'],
  [/^Error creating: /, 'FailedCreate'],
  [/^Scaled (?:up|down) replica set /, 'ScalingReplicaSet'],
  [/^New size: /, 'SuccessfulRescale'],
  [/^MountVolume\.\w+ failed|^Unable to attach or mount volumes/, 'FailedMount'],
  [/^AttachVolume\.Attach failed/, 'FailedAttachVolume'],
  [/^Failed to create pod sandbox/, 'FailedCreatePodSandBox'],
  [/^The node was low on resource|^The node had condition/, 'Evicted'],
];

const STATUS = /^Node \S+ status is now: (Node\w+)$/;

/** The reason of an Event with this message; undefined for words that no component of Kubernetes uses. */
export function reasonOf(message: string): string | undefined {
  return STATUS.exec(message)?.[1] ?? REASONS.find(([said]) => said.test(message))?.[1];
}
