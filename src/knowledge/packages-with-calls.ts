/** Those with `calls`: every test file asks, so that their names stand apart from what is known of them. */
export const packagesWithCalls: readonly string[] = ['@grpc/grpc-js', '@nestjs/microservices', 'kafkajs']
